import { promises } from "./contract/promises";

promises({ name: "the SDK's host", begin: (world) => world.host() });
