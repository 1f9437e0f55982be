import type { CheckResult, DiffResult, ReadResult } from "@pulumi/pulumi/dynamic";
import type { Message } from "../../client/message";
import { byText, unique } from "../batches";
import type { Context } from "../context";
import { toldBy } from "../explained-error";
import { changedProperties, checkInputs, type Fields, isKnownText } from "../inputs";
import type { Lifecycle } from "../lifecycle";
import { PartialFailure } from "../partial-failure";
import {
  explained,
  type Failure,
  findAll,
  type Manner,
  type Pair,
  partlyDone,
  type Reached,
  reconcileAll,
} from "./all-containers";
import { Container, type ContainerKind } from "./containers";
import { isUnsettled, recordDeletions, recordProgram, recordState } from "./recorder";
import { noRobots, type OwnedRobots, type RobotsByContainer } from "./robot-set";

/** What distinguishes one type of resource that has robots from another. */
export interface RobotResource<Inputs extends object, State extends Inputs> {
  readonly kind: ContainerKind;
  readonly fields: Fields;
  /** Properties whose change replaces the resource. */
  readonly replacedBy: readonly string[];
  /** The former resource is deleted before its replacement is created, which may need its place in the container. */
  readonly isDeletedBeforeReplace: boolean;
  readonly idOf: (inputs: Inputs) => string;
  /** The robots of a state, or of inputs alone. */
  readonly decode: (state: Partial<State>) => RobotsByContainer;
  /** Undefined when such a resource would own no robot at all. */
  readonly encode: (robots: RobotsByContainer, inputs: Inputs) => State | undefined;
  /** The inputs of a resource that is read by its id alone; undefined when its container is gone. */
  readonly inputsOf: (
    id: string,
    list: (container: string) => Promise<string[] | undefined>,
  ) => Promise<Inputs | undefined>;
  /** What a person is told, in place of the message of the first failure. Of a resource that is deleted, no inputs. */
  readonly explain?: (first: Failure, reached: Reached, inputs?: Inputs) => Message;
}

/** What the engine asks of a resource that has robots. It is additive: it owns the robots that it names, and no others. */
export class RobotLifecycle<Inputs extends object, State extends Inputs> implements Lifecycle<Inputs, State> {
  readonly #context: Context;
  readonly #resource: RobotResource<Inputs, State>;
  readonly #manner: Manner;
  /** What the engine deletes for a replacement, by the id of the new resource, whose create is not told. */
  readonly #former = new Map<string, Partial<State>>();

  constructor(context: Context, resource: RobotResource<Inputs, State>) {
    this.#context = context;
    this.#resource = resource;
    // The former robot of a replacement comes first: when it cannot be deleted, the new one is not added.
    this.#manner = { context, kind: resource.kind, oneByOne: resource.isDeletedBeforeReplace };
  }

  get fields(): Fields {
    return this.#resource.fields;
  }

  owns(inputs: Inputs): string[] {
    const { kind, decode } = this.#resource;
    return [...decode(inputs as Partial<State>)].flatMap(([id, { memberAccounts }]) => {
      if (!isKnownText(id) || !Array.isArray(memberAccounts)) return [];
      return memberAccounts
        .filter(isKnownText)
        .map((account) => `the robot ${account} of ${kind.noun} ${id}`);
    });
  }

  async check(olds: Inputs, news: Inputs): Promise<CheckResult<Inputs>> {
    const pairs = this.#pairs(olds as Partial<State>, news);
    for (const { container, before, wanted } of pairs) recordProgram(container, before, wanted);
    const checked = checkInputs(this.#resource.fields, news);
    if (checked.failures?.length === 0) this.#rememberFormer(olds as Partial<State>, news);
    return checked;
  }

  async diff(_id: string, olds: State, news: Inputs): Promise<DiffResult> {
    const { fields, isDeletedBeforeReplace } = this.#resource;
    const pairs = this.#pairs(olds, news);
    for (const { container, before, wanted } of pairs) recordState(container, before, wanted);
    // `check` was given the inputs of the former resource only.
    this.#rememberFormer(olds, news);
    return {
      changes:
        changedProperties(fields, olds, news).length > 0 ||
        pairs.some(({ container, before, wanted }) => isUnsettled(container, before, wanted)),
      replaces: this.#replaces(olds, news),
      ...(isDeletedBeforeReplace ? { deleteBeforeReplace: true } : {}),
    };
  }

  async create(news: Inputs): Promise<{ id: string; outs: State }> {
    const id = this.#resource.idOf(news);
    return { id, outs: await this.#settle(id, this.#former.get(id) ?? {}, news) };
  }

  async update(id: string, olds: State, news: Inputs): Promise<{ outs: State }> {
    return { outs: await this.#settle(id, olds, news) };
  }

  async read(id: string, props?: State): Promise<ReadResult<State>> {
    const { decode, encode, fields, inputsOf } = this.#resource;
    const properties = Object.keys(fields);
    const isKnown = props !== undefined && properties.every((each) => each in props);
    const state = isKnown ? props : await inputsOf(id, (container) => this.#list(container));
    if (state === undefined) return {};
    const robots = await findAll(this.#pairs(state as Partial<State>), this.#manner);
    // A group that is read by its id may have no robots.
    const isGone = !hasRobots(robots) && (isKnown || hasRobots(decode(state as Partial<State>)));
    const found = isGone ? undefined : encode(robots, state);
    if (found === undefined) return {};
    // Without inputs, the engine keeps those of the program: its list stays whole, with each element at its index.
    if (isKnown) return { id, props: found };
    const inputs = Object.fromEntries(Object.entries(found).filter(([each]) => properties.includes(each)));
    return { id, props: found, inputs: inputs as State };
  }

  async delete(_id: string, olds: State): Promise<void> {
    const pairs = this.#pairs(olds);
    for (const { container, before } of pairs) recordDeletions(container, before);
    const reached = await reconcileAll(pairs, this.#manner);
    const [first] = reached.failures;
    if (first !== undefined)
      throw explained(first, this.#resource.explain?.(first, reached) ?? toldBy(first.error));
  }

  leave(olds: Partial<State>): void {
    for (const { container, before } of this.#pairs(olds)) {
      container.record(before.memberAccounts, { isGivenUp: true });
      recordDeletions(container, before);
    }
  }

  /** Each container of either state, with what the resource has there and what it wants there. */
  #pairs(olds: Partial<State>, news?: Inputs): Pair[] {
    const { kind, decode } = this.#resource;
    const before = decode(olds);
    const wanted = news === undefined ? new Map<string, OwnedRobots>() : decode(news as Partial<State>);
    // What is not known yet, or refused by `check`, takes nothing away.
    const isKnown = [...wanted.values()].every(({ memberAccounts }) => Array.isArray(memberAccounts));
    if (news !== undefined && !(wanted.size > 0 && isKnown)) return [];
    return [...new Set([...before.keys(), ...wanted.keys()])].map((id) => ({
      container: new Container(this.#context, kind, id),
      before: before.get(id) ?? noRobots,
      wanted: unique(wanted.get(id)?.memberAccounts ?? []),
    }));
  }

  #replaces(olds: object, news: object): string[] {
    const { fields, replacedBy } = this.#resource;
    return changedProperties(fields, olds, news).filter((property) => replacedBy.includes(property));
  }

  #rememberFormer(olds: Partial<State>, news: Inputs): void {
    const { decode, idOf, isDeletedBeforeReplace } = this.#resource;
    // Before it replaces a resource, the engine checks the new inputs once more, without the former state.
    if (!isDeletedBeforeReplace || decode(olds).size === 0) return;
    if (this.#replaces(olds, news).length > 0) this.#former.set(idOf(news), olds);
  }

  /** Makes the robots as declared; keeps what was done when a request fails. */
  async #settle(id: string, olds: Partial<State>, news: Inputs): Promise<State> {
    const { encode, explain } = this.#resource;
    const reached = await reconcileAll(this.#pairs(olds, news), this.#manner);
    const state = encode(reached.robots, news);
    const [first] = reached.failures;
    if (first === undefined && state !== undefined) return state;
    if (first === undefined) throw new Error(`Nothing failed for ${id}, and it has none of its robots.`);
    // What was deleted for the replacement is deleted again by the next `up`, which is safe.
    if (state === undefined) throw first.error;
    const told = explain?.(first, reached, news) ?? partlyDone(first);
    throw reached.isChanged ? new PartialFailure(id, state, told) : explained(first, told);
  }

  async #list(id: string): Promise<string[] | undefined> {
    const listing = await new Container(this.#context, this.#resource.kind, id).list();
    return listing && [...listing.accounts].sort(byText);
  }
}

const hasRobots = (robots: RobotsByContainer): boolean =>
  [...robots.values()].some(({ memberAccounts }) => memberAccounts.length > 0);
