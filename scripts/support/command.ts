import { Command } from 'commander';

type Texts = Readonly<Record<string, string>>;

type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

type NameOf<Key> = Key extends `<${infer Name}>`
  ? Camel<Name>
  : Key extends `--${infer Name} <${string}>`
    ? Camel<Name>
    : Key extends `--${infer Name}`
      ? Camel<Name>
      : never;

type Input<Arguments, Options> = { [Key in keyof Arguments as NameOf<Key>]: string } & {
  [Key in keyof Options as NameOf<Key>]?: Key extends `${string} <${string}>` ? string : true;
};

interface Definition<Arguments extends Texts, Options extends Texts> {
  name: string;
  summary: string;
  /** As `'<name>': 'What it is'`. */
  arguments?: Arguments;
  /** As `'--force': 'What it does'`, or `'--message <text>'` for one with a value. */
  options?: Options;
  /** Receives arguments and options by their names. Loads what it needs itself: not every command has a database. */
  run: (input: Input<Arguments, Options>) => Promise<void> | void;
}

/** npm swallows flags (`npm run migrate:reset --force`): those without a value are understood as plain words too. */
function acceptPlainWords(command: Command): void {
  for (const word of command.args.slice(command.registeredArguments.length)) {
    const option = command.options.find(({ long }) => long === `--${word}`);
    if (!option?.isBoolean()) command.error(`error: ${command.name()} does not know what to do with '${word}'`);
    command.setOptionValue(option.attributeName(), true);
  }
}

function inputOf(command: Command): Record<string, unknown> {
  const given = command.registeredArguments.map((argument, index) => [argument.name(), command.args[index]] as const);
  return { ...Object.fromEntries(given), ...command.opts() };
}

/** Declares a subcommand; the type of its input follows from the names of its arguments and options. */
export function command<const Arguments extends Texts, const Options extends Texts>(
  definition: Definition<Arguments, Options>,
): Command {
  const { name, summary, run } = definition;
  const declared = new Command(name).summary(summary).description(summary).allowExcessArguments();
  for (const [key, text] of Object.entries(definition.arguments ?? {})) declared.argument(key, text);
  for (const [key, text] of Object.entries(definition.options ?? {})) declared.option(key, text);
  return declared.hook('preAction', acceptPlainWords).action(() => run(inputOf(declared) as Input<Arguments, Options>));
}
