import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { steps } from './steps.ts';
import { openStage, picturesFolder, type Stage } from './stage.ts';

/** The main job through the real window, step by step; ends with status 1 at the first thing that is wrong. */
async function main(): Promise<void> {
  rmSync(picturesFolder, { recursive: true, force: true });
  mkdirSync(picturesFolder, { recursive: true });
  let stage: Stage | undefined;
  try {
    stage = await timed('a data centre with a demonstration city, two terminals, scanner and printer', openStage);
    for (const [index, step] of steps.entries()) await runStep(stage, step, index + 1);
    console.log(`\n${String(steps.length)} steps of the main job done. Screens: out/smoke/`);
  } catch (error) {
    await showFailure(stage, error);
    process.exitCode = 1;
  } finally {
    await stage?.close();
  }
}

async function runStep(stage: Stage, step: (typeof steps)[number], number: number): Promise<void> {
  await timed(`${String(number).padStart(2)} ${step.name}`, () => step.run(stage));
  for (const desk of [stage.archiveDesk, stage.officerDesk]) {
    const [error] = desk.window.consoleErrors();
    if (error !== undefined) throw new Error(`the window reported: ${error}`);
  }
}

async function timed<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const started = performance.now();
  try {
    const result = await work();
    console.log(`✓ ${name} ${(performance.now() - started).toFixed(0)} ms`);
    return result;
  } catch (error) {
    console.log(`✗ ${name} ${(performance.now() - started).toFixed(0)} ms`);
    throw error;
  }
}

async function showFailure(stage: Stage | undefined, error: unknown): Promise<void> {
  console.error(error);
  if (!stage) return;
  await stage.archiveDesk.window.screenshot(join(picturesFolder, 'failed-archive-desk.png')).catch(() => undefined);
  await stage.officerDesk.window.screenshot(join(picturesFolder, 'failed-officer-desk.png')).catch(() => undefined);
}

await main();
