export function SamplingScreen(_props: { batchId: string }) { return null; }
