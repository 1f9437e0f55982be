/** The types of the stack itself and of providers. The program does not declare them, so their steps are not shown. */
const ownTypes = /^pulumi:(pulumi:Stack|providers:)/;

/** The severities of messages for people. The engine also has `debug`. */
const severities = /^(info|warning|error)/;

/** @typedef {import("@pulumi/pulumi/automation/index.js").EngineEvent} EngineEvent */

/**
 * @param {EngineEvent} event
 * @returns {string | undefined} the line to print for the event, if any
 */
export function lineOf({ resourcePreEvent, resOutputsEvent, resOpFailedEvent, diagnosticEvent }) {
  if (resourcePreEvent) return stepLine(resourcePreEvent.metadata, "…");
  if (resOutputsEvent) return stepLine(resOutputsEvent.metadata, "done");
  if (resOpFailedEvent) return stepLine(resOpFailedEvent.metadata, "FAILED");
  if (diagnosticEvent && severities.test(diagnosticEvent.severity)) {
    return `  ${diagnosticEvent.severity}: ${withoutColours(diagnosticEvent.message).trim()}`;
  }
  return undefined;
}

/**
 * @param {{ readonly op: string, readonly urn: string, readonly type: string }} step
 * @param {string} how
 */
function stepLine({ op, urn, type }, how) {
  if (op === "same" || ownTypes.test(type)) return undefined;
  return `  ${op} ${urn.slice(urn.lastIndexOf("::") + 2)}: ${how}`;
}

/** @param {string} text with the engine's marks, such as `<{%fg 1%}>` */
function withoutColours(text) {
  return text.replace(/<\{%.*?%\}>/g, "");
}
