export * from './accounts';
export * from './diary';
export * from './meetings';
export * from './platform';
export * from './support';
