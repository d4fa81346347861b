export * from './accounts';
export * from './meetings';
export * from './platform';
export * from './support';
