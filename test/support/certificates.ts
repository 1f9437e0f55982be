import { generate } from "selfsigned";

/** A certificate and its key, in PEM. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** A certificate for loopback and these names, which is its own authority. */
export async function selfSigned(names: readonly string[]): Promise<Identity> {
  const { cert, private: key } = await generate([{ name: "commonName", value: names[0] ?? "localhost" }], {
    keyType: "ec",
    extensions: [
      { name: "basicConstraints", cA: true },
      {
        name: "subjectAltName",
        altNames: [...names.map((value) => ({ type: 2 as const, value })), { type: 7, ip: "127.0.0.1" }],
      },
    ],
  });
  return { cert, key };
}
