import type { Outcome, Request } from '../outcome';

/** Descriptor in the child on which it tells the command line what happened; one JSON value a line. */
export const reportDescriptor = 3;

/** Environment variable that tells the child what to do; removed before the program runs. */
export const orderVariable = 'OBINEXUS_ORDER';

export interface Order {
  readonly request: Request;
  /** As the user named it. */
  readonly program: string;
}

export type Report =
  | { readonly kind: 'synthesized'; readonly outcome: Outcome }
  | { readonly kind: 'synthesized-again' }
  /** Our own fault inside of `app.synth()`. */
  | { readonly kind: 'broke'; readonly stack: string }
  | { readonly kind: 'threw'; readonly error: string; readonly stack: string };
