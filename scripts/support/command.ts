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
  /** Keyed by `'<name>'`, with a description. */
  arguments?: Arguments;
  /** Keyed by `'--force'`, or by `'--message <text>'` for an option with a value. */
  options?: Options;
  /**
   * Receives arguments and options by name. It imports the application lazily, because not every command needs a
   * database.
   */
  run: (input: Input<Arguments, Options>) => Promise<void> | void;
}

/** npm swallows flags (`npm run migrate:reset --force`), so flags without a value are accepted as plain words too. */
function acceptPlainWords(command: Command): void {
  for (const word of command.args.slice(command.registeredArguments.length)) {
    const option = command.options.find(({ long }) => long === `--${word}`);
    if (!option?.isBoolean()) command.error(`error: unexpected argument '${word}' for ${command.name()}`);
    command.setOptionValue(option.attributeName(), true);
  }
}

function collectInput(command: Command): Record<string, unknown> {
  const argumentEntries = command.registeredArguments.map(
    (argument, index) => [argument.name(), command.args[index]] as const,
  );
  return { ...Object.fromEntries(argumentEntries), ...command.opts() };
}

/** Declares a subcommand. The type of its input is inferred from the names of its arguments and options. */
export function command<const Arguments extends Texts, const Options extends Texts>(
  definition: Definition<Arguments, Options>,
): Command {
  const { name, summary, run } = definition;
  const declared = new Command(name).summary(summary).description(summary).allowExcessArguments();
  for (const [key, text] of Object.entries(definition.arguments ?? {})) declared.argument(key, text);
  for (const [key, text] of Object.entries(definition.options ?? {})) declared.option(key, text);
  return declared
    .hook('preAction', acceptPlainWords)
    .action(() => run(collectInput(declared) as Input<Arguments, Options>));
}
