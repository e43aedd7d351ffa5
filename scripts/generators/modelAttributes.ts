const VALUES: Partial<Record<string, string>> = {
  string: 'faker.lorem.words(3)',
  number: 'faker.number.int(1000)',
  boolean: 'faker.datatype.boolean()',
  Date: 'faker.date.recent()',
};

interface Attributes {
  /** Required attributes of a primitive type, each with an expression for a sample value. */
  known: [name: string, expression: string][];
  /** Required attributes of other types, such as references and enumerations. */
  unknown: string[];
}

/** Returns the required attributes that the source of a model declares. */
export function requiredAttributes(source: string): Attributes {
  const declared = [...source.matchAll(/^ {2}declare (\w+): (.+);$/gm)].map(([, name = '', type = '']) => ({
    name,
    type,
  }));
  const required = declared.filter(({ type }) => !/^(CreationOptional|NonAttribute)<|\| null$/.test(type));
  return {
    known: required.flatMap(({ name, type }) => (VALUES[type] ? [[name, VALUES[type]]] : [])),
    unknown: required.filter(({ type }) => !VALUES[type]).map(({ name }) => name),
  };
}
