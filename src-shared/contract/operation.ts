import { z } from 'zod';
import { AppError, fromWire, toWire, WireError } from '../errors/app-error.ts';

/** One thing a border can be asked to do: what goes in, what comes out. */
export type Operation<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = {
  readonly input: Input;
  readonly output: Output;
};
export type Contract = Readonly<Record<string, Operation>>;
export type EventContract = Readonly<Record<string, z.ZodType>>;

/**
 * A member that the operation does not know is refused, not dropped: nobody slips in a role or a decision beside what was asked. The strict form is
 * made when it is first asked for: a program asks for few of the hundreds that it knows, and a window waits for none of them.
 */
export function operation<Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output): Operation<Input, Output> {
  let strict: Input | undefined;
  return {
    get input() {
      // `as`: strictness changes what is refused, not the type of what is accepted.
      return (strict ??= input instanceof z.ZodObject ? (input.strict() as unknown as Input) : input);
    },
    output,
  };
}

export type Handlers<C extends Contract, Context> = {
  readonly [Name in keyof C]: (input: z.output<C[Name]['input']>, context: Context) => Promise<z.input<C[Name]['output']>>;
};

export const Reply = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: WireError }),
]);
export type Reply = z.infer<typeof Reply>;

export type Dispatch<Context> = (name: string, input: unknown, context: Context) => Promise<Reply>;

/** Parses what comes in and what goes out; the only place where an error becomes a Reply. */
export function createDispatcher<C extends Contract, Context>(
  contract: C,
  handlers: Handlers<C, Context>,
  reportBug: (error: unknown) => string,
): Dispatch<Context> {
  return async (name, input, context) => {
    try {
      const known = Object.hasOwn(contract, name) ? contract[name] : undefined;
      const handle = handlers[name];
      if (!known || !handle) throw new AppError('operation.unknown', { name: name.slice(0, 80) });
      const parsed = known.input.safeParse(input);
      if (!parsed.success) throw new AppError('input.invalid', { path: parsed.error.issues[0]?.path.join('.') ?? '' });
      // `as never`: the schema has just proved what the handler's type demands.
      return { ok: true, value: known.output.parse(await handle(parsed.data as never, context)) };
    } catch (error) {
      return { ok: false, error: toWire(error, reportBug) };
    }
  };
}

export type Client<C extends Contract> = <Name extends keyof C & string>(
  name: Name,
  input: z.input<C[Name]['input']>,
) => Promise<z.output<C[Name]['output']>>;

/** A typed caller over any transport that carries a name and a value and brings back a Reply; throws AppError. */
export function createClient<C extends Contract>(contract: C, send: (name: string, input: unknown) => Promise<unknown>): Client<C> {
  return async (name, input) => {
    const reply = Reply.parse(await send(name, input));
    if (!reply.ok) throw fromWire(reply.error);
    // `as never`: `name` is a key of the contract, so this is its output schema.
    return contract[name]?.output.parse(reply.value) as never;
  };
}

/** What a border tells without being asked: typed by its event contract. */
export type Emit<E extends EventContract> = <Name extends keyof E & string>(name: Name, payload: z.input<E[Name]>) => void;
