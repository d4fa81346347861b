// Reads everything in content/ and says what is wrong, one line each. Run with tsx (npm run content:check).
import process from 'node:process';
import { runContentCheck } from '../app/content-check/read.server';

const { problems, summary, grades } = runContentCheck();
console.log('Reading level of each English guide (Flesch–Kincaid grade, 8 at most):');
for (const { slug, grade } of grades) console.log(`${grade.toFixed(1).padStart(5)}  ${slug}`);
console.log(summary);
for (const { file, what } of problems) console.log(`content/${file}: ${what}`);
if (problems.length > 0) process.exitCode = 1;
