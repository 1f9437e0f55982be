import {
  Comment,
  type CommentDisplayPart,
  type DeclarationReflection,
  type ProjectReflection,
  ReflectionKind,
  type SomeType,
} from "typedoc";

/** An input or an output. */
export interface Member {
  name: string;
  type: SomeType | undefined;
  isOptional: boolean;
  /** The text of its doc comment. */
  summary: string;
  /** The text of its `@default` tag. */
  absent: string;
}

export interface Resource {
  name: string;
  summary: string;
  inputs: Member[];
  outputs: Member[];
}

/** The resources of the public API: every exported class `X` with an exported type `XArgs`. */
export function resourcesIn(project: ProjectReflection): Resource[] {
  return project.getReflectionsByKind(ReflectionKind.Class).flatMap((found) => {
    const args = project.getChildByName(["provider", `${found.name}Args`]);
    if (!found.isDeclaration() || !args?.isDeclaration()) return [];
    const outputs = (found.children ?? []).filter(
      ({ kind, flags, inheritedFrom }) =>
        kind === ReflectionKind.Property && !flags.isStatic && !inheritedFrom,
    );
    const { name, summary } = memberOf(found);
    return [{ name, summary, inputs: (args.children ?? []).map(memberOf), outputs: outputs.map(memberOf) }];
  });
}

function memberOf({ name, type, flags, comment }: DeclarationReflection): Member {
  const summary = textOf(comment?.summary).replaceAll(/\{@link (\w+)\}/g, "`$1`");
  const absent = textOf(comment?.getTag("@default")?.content);
  return { name, type, isOptional: flags.isOptional, summary, absent };
}

function textOf(parts: CommentDisplayPart[] | undefined): string {
  return Comment.combineDisplayParts(parts).trim();
}

/** Type wrappers that the tables leave out: the pages explain once that an input may be an output. */
const WRAPPERS = ["Input", "Output", "OutputInstance", "Readonly", "Partial", "Omit"];

/** The types that a value may have, without wrappers. For `boolean`, the compiler gives the two literals. */
export function alternativesOf(type: SomeType | undefined): SomeType[] {
  if (type?.type === "union") return type.types.flatMap(alternativesOf);
  if (type?.type === "reference" && WRAPPERS.includes(type.name))
    return alternativesOf(type.typeArguments?.[0]);
  return type === undefined ? [] : [type];
}

export function isUndefined(type: SomeType): boolean {
  return type.type === "intrinsic" && type.name === "undefined";
}
