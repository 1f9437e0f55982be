import * as exported from "../../provider/client/commands";
import { type Message, render } from "../../provider/client/message";
import { wordsOf } from "../../provider/lifecycle/words";

/** The client's commands, without the limits that their module also exports. */
export const commands = Object.values(exported).filter((each) => typeof each === "object");

/** A hint as a person reads it. */
export function say(hint: Message): string {
  return render(hint, wordsOf());
}
