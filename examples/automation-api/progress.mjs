/** The stack itself, and the provider of its resources: steps that nobody asked for. */
const ownTypes = /^pulumi:(pulumi:Stack|providers:)/;

/** Those for people: the engine has `debug`, too. */
const severities = /^(info|warning|error)/;

/** @typedef {import("@pulumi/pulumi/automation/index.js").EngineEvent} EngineEvent */

/**
 * @param {EngineEvent} event
 * @returns {string | undefined} what a person is told of it, if anything
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
