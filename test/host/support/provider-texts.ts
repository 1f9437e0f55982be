import * as pulumi from "@pulumi/pulumi";
import type { ResourceName } from "../../../provider/resources/resource-name";
import { declarations } from "../../support/declarations";

export type ResourceType = ResourceName;

export type ProviderTexts = Readonly<Record<ResourceType, string>>;

/**
 * The input `__provider` of each class, as a program registers it: taken from where the classes have it, so that no test
 * brings a text of its own and passes with a wrong one.
 */
async function registeredTexts(): Promise<ProviderTexts> {
  const texts: Record<string, string> = {};
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => {
      texts[name] = inputs.__provider;
      return { id: name, state: inputs };
    },
    call: () => ({}),
  });
  const resources = Object.entries(declarations).map(([type, { declare }]) => declare(type));
  await Promise.all(resources.map(({ urn }) => new Promise((registered) => urn.apply(registered))));
  return texts as ProviderTexts;
}

let texts: Promise<ProviderTexts> | undefined;

export function providerTexts(): Promise<ProviderTexts> {
  texts ??= registeredTexts();
  return texts;
}
