// Reads everything in content/ and says what is wrong, one line each. Run with tsx (npm run content:check).
import process from 'node:process';
import { runContentCheck } from '../app/content-check.server';

const { problems, summary } = runContentCheck();
console.log(summary);
for (const { file, what } of problems) console.log(`content/${file}: ${what}`);
if (problems.length > 0) process.exitCode = 1;
