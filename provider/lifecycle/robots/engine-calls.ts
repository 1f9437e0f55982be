import type { CheckResult, DiffResult, ReadResult } from "@pulumi/pulumi/dynamic";
import { attemptAll, type Explain, type Failures } from "../attempts";
import { unique } from "../batches";
import type { Context } from "../context";
import { explained, toldBy } from "../explained-error";
import { changedProperties, checkInputs, declaredIn, type Fields, isKnownText } from "../inputs";
import type { Lifecycle } from "../lifecycle";
import { PartialFailure } from "../partial-failure";
import { Container, type ContainerKind } from "./containers";
import { Reconciliation } from "./reconcile";
import { decodeRobots, type RecordedRobots } from "./robot-set";

/** What distinguishes one type of resource that has robots from another. */
export interface RobotResource<Inputs extends object, State extends Inputs> {
  readonly kind: ContainerKind;
  /** The inputs. Those that are no set of robots identify the resource: a change of one replaces it. */
  readonly fields: Fields;
  /** The former resource is deleted before its replacement is created, which may need its place in the container. */
  readonly isDeletedBeforeReplace: boolean;
  readonly idOf: (inputs: Inputs) => string;
  /** The robots of a state, or of inputs alone, by the ID of their container. The inputs may be wrong, absent or unknown. */
  readonly decode: (state: Partial<State>) => ReadonlyMap<string, RecordedRobots>;
  /** Undefined if such a resource would own no robot at all. */
  readonly encode: (all: readonly Reconciliation[], inputs: Inputs) => State | undefined;
  /** The inputs of a resource that is read by its id alone; undefined if its container is gone. */
  readonly inputsOf: (id: string, context: Context) => Promise<Inputs | undefined>;
  readonly explain: Explain<Reconciliation, Inputs>;
}

/** What the engine asks of a resource that has robots. It is additive: it owns the robots that it names, and no others. */
class RobotLifecycle<Inputs extends object, State extends Inputs> implements Lifecycle<Inputs, State> {
  readonly fields: Fields;
  /** The states that the engine deletes for a replacement, by the id of the new resource. Its create does not receive them. */
  readonly #former = new Map<string, object>();

  constructor(
    readonly context: Context,
    readonly resource: RobotResource<Inputs, State>,
  ) {
    this.fields = resource.fields;
  }

  owns(inputs: Inputs): string[] {
    const { kind, decode } = this.resource;
    return [...decode(inputs)].flatMap(([id, { memberAccounts }]) =>
      isKnownText(id) && Array.isArray(memberAccounts)
        ? memberAccounts.filter(isKnownText).map((account) => `the robot ${account} of ${kind.noun} ${id}`)
        : [],
    );
  }

  async check(olds: Inputs, news: Inputs): Promise<CheckResult<Inputs>> {
    for (const each of this.#reconciliations(olds, news)) each.recordInputs();
    const checked = checkInputs(this.fields, news);
    if (checked.failures?.length === 0) this.#rememberFormer(olds, news);
    return checked;
  }

  async diff(_id: string, olds: State, news: Inputs): Promise<DiffResult> {
    const all = this.#reconciliations(olds, news);
    for (const each of all) each.recordState();
    // `check` received only the inputs of the former resource.
    this.#rememberFormer(olds, news);
    return {
      changes: changedProperties(this.fields, olds, news).length > 0 || all.some((each) => !each.isSettled),
      replaces: this.#replaces(olds, news),
      ...(this.resource.isDeletedBeforeReplace ? { deleteBeforeReplace: true } : {}),
    };
  }

  async create(news: Inputs): Promise<{ id: string; outs: State }> {
    const id = this.resource.idOf(news);
    return { id, outs: await this.#settle(id, this.#former.get(id) ?? {}, news) };
  }

  async update(id: string, olds: State, news: Inputs): Promise<{ outs: State }> {
    return { outs: await this.#settle(id, olds, news) };
  }

  async read(id: string, props?: State): Promise<ReadResult<State>> {
    const isKnown = props !== undefined && Object.keys(this.fields).every((each) => each in props);
    const { context, resource } = this;
    const state = isKnown ? props : await resource.inputsOf(id, context);
    if (state === undefined) return {};
    const all = this.#reconciliations(state);
    await attemptAll(all, { done: `${resource.kind.noun}s are read`, context }, (each) => each.find());
    const isChanged = all.some((each) => each.isChanged);
    // A group that is read by its id may have no robots.
    if (all.every(({ robots }) => robots.owned.length === 0) && (isKnown || isChanged)) return {};
    // A refresh that finds no change leaves the state as it was written.
    const found = isKnown && !isChanged ? props : resource.encode(all, state);
    if (found === undefined) return {};
    // Without inputs, the engine keeps those of the program: its list stays whole, with each element at its index.
    return isKnown ? { id, props: found } : { id, props: found, inputs: declaredIn(this.fields, found) };
  }

  async delete(_id: string, olds: State): Promise<void> {
    const all = this.#reconciliations(olds);
    for (const each of all) each.recordState();
    const failures = await this.#run(all);
    if (failures) throw explained(failures[0].error, this.resource.explain(failures, undefined, all));
  }

  leave(olds: object): void {
    for (const each of this.#reconciliations(olds)) {
      each.recordInputs();
      each.recordState();
    }
  }

  /** Each container of either state, with what the resource has there and what it wants there. */
  #reconciliations(olds: object, news?: Inputs): Reconciliation[] {
    const { kind, decode } = this.resource;
    const before = decode(olds);
    const wanted = decode(news ?? {});
    // Unknown inputs, or inputs that `check` refuses, must not look as if the program had given its robots up.
    const isKnown = [...wanted.values()].every(({ memberAccounts }) => Array.isArray(memberAccounts));
    if (news !== undefined && (wanted.size === 0 || !isKnown)) return [];
    return unique([...before.keys(), ...wanted.keys()]).map((id) => {
      const container = new Container(this.context, kind, id);
      const accounts = unique(wanted.get(id)?.memberAccounts ?? []);
      return new Reconciliation(container, decodeRobots(before.get(id)), accounts);
    });
  }

  #replaces(olds: object, news: object): string[] {
    const changed = changedProperties(this.fields, olds, news);
    return changed.filter((property) => !this.fields[property]?.isSet && !this.fields[property]?.isMapOfSets);
  }

  #rememberFormer(olds: object, news: Inputs): void {
    const { decode, idOf, isDeletedBeforeReplace } = this.resource;
    // Before it replaces a resource, the engine checks the new inputs once more, without the former state.
    if (!isDeletedBeforeReplace || decode(olds).size === 0) return;
    if (this.#replaces(olds, news).length > 0) this.#former.set(idOf(news), olds);
  }

  /** Makes the robots as declared; keeps what was done when a request fails. */
  async #settle(id: string, olds: object, news: Inputs): Promise<State> {
    const { encode, explain } = this.resource;
    const all = this.#reconciliations(olds, news);
    const failures = await this.#run(all);
    const state = encode(all, news);
    // Without a failure, the resource owns the robots that it declares, so there is a state.
    if (failures === undefined) return state as State;
    const [{ error }] = failures;
    // What was deleted for the replacement is deleted again by the next `up`, which is safe.
    if (state === undefined) throw error;
    const told = explain(failures, news, all);
    if (!all.some(({ isChanged }) => isChanged)) throw explained(error, told);
    throw new PartialFailure(id, state, told ?? toldBy(error));
  }

  #run(all: readonly Reconciliation[]): Promise<Failures<Reconciliation> | undefined> {
    const { kind, isDeletedBeforeReplace } = this.resource;
    const manner = {
      // The former robot of a replacement comes first: when it cannot be deleted, the new one is not added.
      isOneByOne: isDeletedBeforeReplace,
      done: `robots of ${kind.noun}s are done`,
      sizeOf: ({ before, wanted }: Reconciliation) => Math.max(before.owned.length, wanted.length),
      context: this.context,
    };
    return attemptAll(all, manner, (each) => each.run());
  }
}

/** What the engine asks of a type of resource that has robots, in one app. */
export const robotLifecycle =
  <Inputs extends object, State extends Inputs>(resource: RobotResource<Inputs, State>) =>
  (context: Context): Lifecycle<Inputs, State> =>
    new RobotLifecycle(context, resource);
