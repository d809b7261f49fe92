// npm run bench -- defects-images [--pages 40] [--clean 160] [--seed held-out]
// The image half of the defects: pages drawn cleanly with one fault of known size each, and their clean twins; real pages beside.
import { parseArgs } from 'node:util';
import { aims, heldOutSeed, measureImages } from './defects/images.ts';

const { values } = parseArgs({ options: { pages: { type: 'string', default: '40' }, clean: { type: 'string', default: '160' }, seed: { type: 'string', default: heldOutSeed } } });
const { duplicates, ...figures } = await measureImages({ seed: values.seed, pages: Number(values.pages), clean: Number(values.clean), withSamples: true });
console.log(`least recall ${figures.recall.toFixed(3)} (aim ${String(aims.recall)}), most false alarms ${figures.falseAlarms.toFixed(3)} (aim ${String(aims.falseAlarms)}), sideways ${figures.sideways.toFixed(3)} (aim ${String(aims.sideways)})`);
console.log(JSON.stringify({ bench: 'defects-images', ...Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Number(value.toFixed(4))])), duplicates, seed: values.seed, pages: Number(values.pages) }));
