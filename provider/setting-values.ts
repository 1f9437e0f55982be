import { isRegion, regionHosts, regions } from "./client/regions";
import { didYouMean } from "./suggest";

/** Gives a setting's value, or throws a {@link WrongValue}. */
export type Parser<Value> = (text: string) => Value;

export class WrongValue extends Error {}

export function wholeNumber(least: number, most: number): Parser<number> {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new WrongValue(`is "${text}", but has to be a whole number from ${least} to ${most}`);
    }
    return value;
  };
}

export function number(least: number, most: number): Parser<number> {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !(value >= least && value <= most)) {
      throw new WrongValue(`is "${text}", but has to be a number from ${least} to ${most}`);
    }
    return value;
  };
}

export const truth: Parser<boolean> = (text) => {
  if (text !== "true" && text !== "false") throw new WrongValue(`is "${text}", but has to be true or false`);
  return text === "true";
};

export const logLevel: Parser<boolean> = (text) => {
  if (text !== "debug" && text !== "off") throw new WrongValue(`is "${text}", but has to be debug or off`);
  return text === "debug";
};

export const name: Parser<string> = (text) => {
  if (Buffer.byteLength(text) > 32 || /\s/.test(text)) {
    throw new WrongValue(`is "${text}", but has to be a UserID: at most 32 bytes, without blanks`);
  }
  return text;
};

/** Never quotes its value. */
export const secret: Parser<string> = (text) => {
  if (/\s/.test(text)) throw new WrongValue("holds a blank or a line break: copy it again from the console");
  return text;
};

export const regionUrl: Parser<string> = (text) => {
  if (!isRegion(text)) {
    throw new WrongValue(
      `is "${text}", which is no region.${didYouMean(text, regions)} The regions: ${regions.join(", ")}`,
    );
  }
  return `https://${regionHosts[text]}`;
};

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

export const endpointUrl: Parser<string> = (text) => {
  const wrong = (why: string): WrongValue =>
    new WrongValue(
      `${why}. It has to be a base URL such as https://chat-gateway.example.com or http://127.0.0.1:8080`,
    );
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw wrong("is not a URL");
  }
  if (url.username !== "" || url.password !== "") throw wrong("holds a user name or password");
  if (url.search !== "" || url.hash !== "") throw wrong(`is "${text}", with a query or fragment`);
  if (url.protocol === "http:" && !loopback.test(url.hostname)) {
    throw wrong(
      `is "${text}": plain http is for loopback addresses only, since the UserSig is part of each URL`,
    );
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") throw wrong(`is "${text}"`);
  return url.origin + url.pathname.replace(/\/+$/, "");
};
