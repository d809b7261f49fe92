/**
 * How strongly a page is sharpened, as libvips takes it; the terminal and the data centre must do the same. `sigma` in pixels is half the
 * width of a stroke of small print at 300 dpi. What is flat (`m1`) stays as it is: paper has grain, and seals have none to gain.
 */
export const sharpening = { sigma: 1, m1: 0, m2: 2.5 } as const;
