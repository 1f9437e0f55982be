import { promises } from "../host/contract/promises";

promises({ name: "the native provider", begin: (world) => world.host({}, { door: "native" }) });
