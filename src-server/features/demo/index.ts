export { seedDemoCity, type DemoOptions, type DemoServices } from './seed-demo-city.ts';
export { siteName as demoSiteName } from './city.ts';
