import { isRegion, regionHosts, regions } from "../client/regions";
import { didYouMean } from "../suggest";

/** Parses a setting's value. @throws WrongValue */
export type Parser<Value> = (text: string) => Value;

/**
 * Says what is wrong with a value without quoting it, since somebody may have put a SecretKey there by mistake.
 */
export class WrongValue extends Error {}

function wrongValue(what: string, text: string): WrongValue {
  const { length } = [...text];
  return new WrongValue(`is not ${what} (it has ${length} character${length === 1 ? "" : "s"})`);
}

/** The form in which the console shows a SecretKey, alone or in `SDKAPPID:SECRETKEY:IDENTIFIER`. */
export function looksLikeSecretKey(text: string): boolean {
  return /[0-9a-f]{64}/i.test(text) || /^\d{10}:[^:]+:/.test(text);
}

export function wholeNumber(least: number, most: number): Parser<number> {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw wrongValue(`a whole number from ${least} to ${most}`, text);
    }
    return value;
  };
}

export function number(least: number, most: number): Parser<number> {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !(value >= least && value <= most)) {
      throw wrongValue(`a number from ${least} to ${most}`, text);
    }
    return value;
  };
}

export const boolean: Parser<boolean> = (text) => {
  if (text !== "true" && text !== "false") throw wrongValue("true or false", text);
  return text === "true";
};

export const logLevel: Parser<boolean> = (text) => {
  if (text !== "debug" && text !== "off") throw wrongValue("debug or off", text);
  return text === "debug";
};

export const name: Parser<string> = (text) => {
  if (Buffer.byteLength(text) > 32 || /\s/.test(text)) {
    throw wrongValue("a UserID of at most 32 bytes, without blanks", text);
  }
  return text;
};

export const secret: Parser<string> = (text) => {
  if (/\s/.test(text)) throw new WrongValue("holds a blank or a line break: copy it again from the console");
  return text;
};

export const regionUrl: Parser<string> = (text) => {
  if (!isRegion(text)) {
    const { message } = wrongValue("a region", text);
    throw new WrongValue(`${message}.${didYouMean(text, regions)} The regions: ${regions.join(", ")}`);
  }
  return `https://${regionHosts[text]}`;
};

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

export const endpointUrl: Parser<string> = (text) => {
  const wrong = (why: string): WrongValue =>
    new WrongValue(
      `${why}. It has to be a base URL such as https://chat-gateway.example.com or http://127.0.0.1:8080`,
    );
  if (!URL.canParse(text)) throw wrong("is not a URL");
  const url = new URL(text);
  // Messages name the address, so no part of it may be a SecretKey.
  if (looksLikeSecretKey(text)) throw wrong("holds what looks like a SecretKey");
  if (url.username !== "" || url.password !== "") throw wrong("holds a user name or password");
  if (url.search !== "" || url.hash !== "") throw wrong("has a query or fragment");
  if (url.protocol === "http:" && !loopback.test(url.hostname)) {
    throw wrong("is plain http, which is for loopback addresses only: the UserSig is part of each URL");
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") throw wrong("is neither https nor http");
  return url.origin + url.pathname.replace(/\/+$/, "");
};
