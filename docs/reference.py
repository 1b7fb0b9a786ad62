#!/usr/bin/env python3
"""Reference implementation of the bounceback customer model, version 2.

Plain integers throughout.  Every number comes from ``../assets/coefficients.ron``.
A *state* is immutable by convention: ``step`` returns new states and never changes its input.
Chance is data: ``step`` lists every branch as ``(weight, bytes, state)`` with probability
weight / 256**bytes; ``resolve`` plays one branch with a tape or a seed, one byte per chance node.

Units: tick = 15 s; felt delay in half-ticks; heat in quarters of an anger level; justices,
satisfaction and intention 0..100; loyalty and recurrence in per mille; word of mouth in
thousandths of a listener; money in cents.

Usage
    python3 reference.py run '<json profile>' '<json moves>' [--tape 255,0,..] [--seed N]
    python3 reference.py dist '<json profile>' '<json moves>'
    python3 reference.py findings
    python3 reference.py laws [cases]
    python3 reference.py check vectors.jsonl
    python3 reference.py table
"""
from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import dataclass, fields
from fractions import Fraction
from types import SimpleNamespace
from typing import Any, Callable, Dict, Iterable, List, Optional, Sequence, Tuple

HERE = os.path.dirname(os.path.abspath(__file__))

# ------------------------------------------------------------------------------------------
# Coefficients
# ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Coefficient:
    """One row of the coefficient table."""

    name: str
    values: Tuple[int, ...]
    unit: str
    label: str
    meaning: str
    source: str


_ROW = re.compile(
    r'\(name: "(?P<name>[a-z_]+)", values: \[(?P<values>[-0-9, ]*)\], unit: "(?P<unit>[^"]*)", '
    r'label: (?P<label>Found|Sign|Design), meaning: "(?P<meaning>[^"]*)", source: "(?P<source>[^"]*)"\)'
)


def read_coefficients(path: Optional[str] = None) -> List[Coefficient]:
    """Read the RON table (one entry per line)."""
    path = path or os.path.join(HERE, "..", "assets", "coefficients.ron")
    rows: List[Coefficient] = []
    with open(path, encoding="utf-8") as f:
        for line in f:
            text = line.strip()
            if not text.startswith("(name:"):
                continue
            m = _ROW.match(text)
            if m is None:
                raise ValueError("cannot read row: " + text)
            values = tuple(int(v) for v in m["values"].split(","))
            rows.append(Coefficient(m["name"], values, m["unit"], m["label"], m["meaning"], m["source"]))
    return rows


C = SimpleNamespace()
"""Coefficient values by name; always tuples of integers."""


def use(rows: Iterable[Coefficient], changes: Optional[Dict[str, Sequence[int]]] = None) -> None:
    """Load coefficient values into ``C`` (``changes`` override by name, for sensitivity runs)."""
    for row in rows:
        setattr(C, row.name, row.values)
    for name, values in (changes or {}).items():
        if not hasattr(C, name):
            raise KeyError(name)
        setattr(C, name, tuple(values))


# ------------------------------------------------------------------------------------------
# Vocabulary
# ------------------------------------------------------------------------------------------

TALK_ACTS = (
    "Interrupt", "Reject", "Disagree", "Blame", "DemandProof", "HideBehindPolicy", "Haggle",
    "Listen", "Clarify", "Paraphrase", "Reassure", "Own", "Apologise", "Thank", "Empathise",
    "Explain", "StatusUpdate", "AskRemedy", "Fix", "Promise", "Compensate", "Gesture", "Educate",
)
IDLE_ACTS = ("Ignore", "CheckWithManager", "Transfer", "Wait")
AFTER_ACTS = ("ImproveProcess", "ShareLesson", "FollowUp", "PersonalNote", "StayInTouch")
CONTROL_ACTS = ("Close", "End")
ORDER = {name: i for i, name in enumerate(TALK_ACTS + IDLE_ACTS + AFTER_ACTS + CONTROL_ACTS)}
AVOIDANCE = (
    "Interrupt", "Reject", "Disagree", "Blame", "DemandProof", "HideBehindPolicy", "Haggle",
    "Ignore", "CheckWithManager", "Transfer",
)

FAILURES = ("Money", "Goods", "Service", "Attention")
TIES = ("New", "Regular", "Loyal")
FAULTS = ("Firm", "ThirdParty", "Customer")
RIVALS = ("Few", "Some", "Many")
CHANNELS = ("Phone", "Counter")
TEMPERS = ("Calm", "Typical", "Hot")
PATIENCES = ("Short", "Typical", "Long")
TALKS = ("Quiet", "Typical", "Vocal")
KINDS = ("Money", "Voucher", "InKind", "Personal")
BLAMED = ("Customer", "Colleague", "ThirdParty")
TIERS = ("Defector", "Detractor", "Passive", "Loyal", "Champion")

OPEN, AFTER, LEFT, DONE = 0, 1, 2, 3
NOT_FIXED, PROMISED, FIXED = 0, 1, 2

Act = Tuple[Any, ...]
"""An act is ``(name,)``, ``("Blame", who)``, ``("Promise", ticks)``, ``("Compensate", kind, level)``
or ``("Wait", n)``; ``who`` and ``kind`` are indices into ``BLAMED`` and ``KINDS``."""
Move = Tuple[Act, ...]


def parse_act(x: Any) -> Act:
    """Read one act from JSON: ``"Listen"``, ``{"Blame": "Customer"}``, ``{"Promise": {"due": 8}}``,
    ``{"Compensate": {"kind": "Money", "level": 5}}``, ``{"Wait": 2}``."""
    if isinstance(x, str):
        if x not in ORDER or x in ("Blame", "Promise", "Compensate", "Wait"):
            raise ValueError("unknown act or missing argument: %r" % (x,))
        return (x,)
    (name, arg), = x.items()
    if name == "Blame":
        return (name, BLAMED.index(arg))
    if name == "Promise":
        if not 1 <= arg["due"] <= C.due_max[0]:
            raise ValueError("Promise.due out of range")
        return (name, arg["due"])
    if name == "Compensate":
        if not 1 <= arg["level"] <= 10:
            raise ValueError("Compensate.level out of range")
        return (name, KINDS.index(arg["kind"]), arg["level"])
    if name == "Wait":
        if not 1 <= arg <= C.wait_max[0]:
            raise ValueError("Wait out of range")
        return (name, arg)
    raise ValueError("unknown act: %r" % (x,))


def parse_move(x: Any) -> Move:
    """Read a move (a list of acts); each act name once; a control act stands alone."""
    acts = tuple(sorted((parse_act(a) for a in x), key=lambda a: ORDER[a[0]]))
    names = [a[0] for a in acts]
    if len(set(names)) != len(names):
        raise ValueError("an act may appear once in a move")
    if any(n in CONTROL_ACTS for n in names) and len(names) > 1:
        raise ValueError("Close and End stand alone")
    return acts


# ------------------------------------------------------------------------------------------
# Profile and economics
# ------------------------------------------------------------------------------------------


@dataclass
class Profile:
    """The customer and the failure; fixed during an episode."""

    severity: int = 1          # 0..3
    failure: int = 2           # index into FAILURES
    repeated: bool = False     # second failure within memory
    tie: int = 1               # index into TIES
    controllable: bool = True  # the firm could have prevented it
    stable: bool = False       # the cause looks lasting
    fault: int = 0             # index into FAULTS
    prior: int = 70            # cumulative satisfaction before the failure, 0..100
    consumed: bool = True      # the flawed service was used (concave compensation curve)
    irreparable: bool = False  # no fix in kind exists
    obvious: bool = False      # what is wrong needs no questions
    no_proof: bool = False     # the customer lacks receipt or record
    rivals: int = 1            # index into RIVALS
    channel: int = 0           # index into CHANNELS
    temper: int = 1            # drawn at the start
    patience: int = 1          # drawn at the start
    talk: int = 1              # drawn at the start


_ENUMS = {
    "failure": FAILURES, "tie": TIES, "fault": FAULTS, "rivals": RIVALS, "channel": CHANNELS,
    "temper": TEMPERS, "patience": PATIENCES, "talk": TALKS,
}


def parse_profile(d: Dict[str, Any]) -> Profile:
    """Read a profile from JSON; enumerations by name; missing fields take the defaults."""
    p = Profile()
    known = {f.name for f in fields(Profile)}
    for key, value in d.items():
        if key not in known:
            raise ValueError("unknown profile field " + key)
        setattr(p, key, _ENUMS[key].index(value) if key in _ENUMS else value)
    if not (0 <= p.severity <= 3 and 0 <= p.prior <= 100):
        raise ValueError("severity or prior out of range")
    return p


def profile_json(p: Profile) -> Dict[str, Any]:
    """Inverse of ``parse_profile``."""
    return {f.name: (_ENUMS[f.name][getattr(p, f.name)] if f.name in _ENUMS else getattr(p, f.name))
            for f in fields(Profile)}


@dataclass
class Economics:
    """Money inputs, in cents unless stated. All are the manager's own figures; these are defaults."""

    clv: int = 60000                 # lifetime value of this customer
    clv_new: int = 40000             # lifetime value of an average new customer
    price: int = 10000               # price of the failed purchase (compensation level 5 = 100%)
    fix_cost: int = 3000             # cost of the fix in kind
    gesture_cost: int = 300          # cost of the small extra
    labour_tick: int = 12            # labour per tick
    improve_cost: int = 400          # share of a process improvement charged to this case
    kind_cost: Tuple[int, int, int, int] = (100, 60, 50, 20)  # % of face value: Money, Voucher, InKind, Personal
    convert_bad: int = 20            # per mille of listeners to a bad story who are lost
    convert_good: int = 20           # per mille of listeners to a good story who are won


def parse_economics(d: Dict[str, Any]) -> Economics:
    """Read economics from JSON; missing fields take the defaults."""
    e = Economics()
    known = {f.name for f in fields(Economics)}
    for key, value in d.items():
        if key not in known:
            raise ValueError("unknown economics field " + key)
        setattr(e, key, tuple(value) if key == "kind_cost" else value)
    return e


# ------------------------------------------------------------------------------------------
# State
# ------------------------------------------------------------------------------------------


class State:
    """Encounter state (phases OPEN and LEFT) or aftercare state (phases AFTER and DONE).

    Encounter fields: clock, delay, heat, listen, clarify, paraphrase, empathy, felt, apologies,
    late, thanks, own, face, info, asked, fix, due, level, kind, haggle, gift, educated, deviations,
    runaround, misses.
    Aftercare fields: clock, dj, ij, pj, sat, anger, fix, level, kind, gift, educated, deviations,
    misses, slot, follow, note, improved, shared, stay.
    """

    def copy(self) -> "State":
        new = State.__new__(State)
        new.__dict__.update(self.__dict__)
        return new


ENCOUNTER_BITS: Tuple[Tuple[str, int], ...] = (
    ("phase", 2), ("clock", 6), ("delay", 6), ("heat", 6), ("listen", 2), ("clarify", 1),
    ("paraphrase", 1), ("empathy", 2), ("felt", 1), ("apologies", 2), ("late", 1), ("thanks", 1),
    ("own", 2), ("face", 2), ("info", 2), ("asked", 1), ("fix", 2), ("due", 5), ("level", 4),
    ("kind", 2), ("haggle", 2), ("gift", 1), ("educated", 1), ("deviations", 2), ("runaround", 3),
    ("misses", 2),
)
AFTER_BITS: Tuple[Tuple[str, int], ...] = (
    ("phase", 2), ("clock", 6), ("dj", 7), ("ij", 7), ("pj", 7), ("sat", 7), ("anger", 4), ("fix", 2),
    ("level", 4), ("kind", 2), ("gift", 1), ("educated", 1), ("deviations", 2), ("misses", 2),
    ("slot", 3), ("follow", 2), ("note", 1), ("improved", 1), ("shared", 1), ("stay", 2),
)


def layout(phase: int) -> Tuple[Tuple[str, int], ...]:
    """Bit layout by phase; field 0 sits in the lowest bits."""
    return ENCOUNTER_BITS if phase in (OPEN, LEFT) else AFTER_BITS


def pack(s: State) -> int:
    """State to an unsigned 64-bit integer."""
    word, shift, d = 0, 0, s.__dict__
    for name, bits in layout(s.phase):
        value = d[name]
        if not 0 <= value < (1 << bits):
            raise ValueError("field %s out of range: %d" % (name, value))
        word |= value << shift
        shift += bits
    return word


def unpack(word: int) -> State:
    """Inverse of ``pack``."""
    s = State()
    shift = 0
    for name, bits in layout(word & 3):
        setattr(s, name, (word >> shift) & ((1 << bits) - 1))
        shift += bits
    return s


def start() -> State:
    """State at t = 0 (the profile is kept outside the state)."""
    s = State()
    for name, _ in ENCOUNTER_BITS:
        setattr(s, name, 0)
    s.own, s.face = 2, 1
    return s


def clamp(x: int, low: int, high: int) -> int:
    return low if x < low else high if x > high else x


# ------------------------------------------------------------------------------------------
# Chance
# ------------------------------------------------------------------------------------------


class SplitMix64:
    """The product's seed stream; ``byte`` is the top byte of the next output."""

    MASK = (1 << 64) - 1

    def __init__(self, seed: int) -> None:
        self.state = seed & self.MASK

    def next(self) -> int:
        self.state = (self.state + 0x9E3779B97F4A7C15) & self.MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & self.MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & self.MASK
        return z ^ (z >> 31)

    def byte(self) -> int:
        return self.next() >> 56

    def below(self, n: int) -> int:
        """Integer in 0..n-1 (multiply-shift on the top 32 bits; for sampling only)."""
        return ((self.next() >> 32) * n) >> 32


def trait_from_byte(b: int) -> int:
    """0, 1 or 2 with the weights of ``trait_weights``."""
    w = C.trait_weights
    return 0 if b < w[0] else 1 if b < w[0] + w[1] else 2


def draw_traits(p: Profile, rng: SplitMix64) -> Profile:
    """Draw temper, patience and talk, in this order, one byte each."""
    q = Profile(**p.__dict__)
    q.temper = trait_from_byte(rng.byte())
    q.patience = trait_from_byte(rng.byte())
    q.talk = trait_from_byte(rng.byte())
    return q


Roll = Callable[[int], bool]
"""A chance node: called with a weight 1..255, answers whether the bad branch (weight/256) is taken."""


def tape_roll(tape: List[int], used: List[int]) -> Roll:
    """Chance from a tape of bytes: a byte below the weight means the bad branch. Bytes are taken
    from the front; an exhausted tape reads as 255, so nothing bad happens. ``used`` collects them."""

    def roll(weight: int) -> bool:
        byte = tape.pop(0) if tape else 255
        used.append(byte)
        return byte < weight

    return roll


def seed_roll(rng: SplitMix64, used: List[int]) -> Roll:
    """Chance from a seed stream, one byte per node."""

    def roll(weight: int) -> bool:
        used.append(rng.byte())
        return used[-1] < weight

    return roll


# ------------------------------------------------------------------------------------------
# Transition, encounter
# ------------------------------------------------------------------------------------------


def add_heat(s: State, quarters: int) -> None:
    s.heat = min(C.heat_max[0], s.heat + quarters)


def deviate(s: State, quarters: int) -> None:
    """Count a failed recovery or a dismissal and add its heat."""
    s.deviations = min(3, s.deviations + 1)
    add_heat(s, quarters)


def break_promise(s: State, events: List[str]) -> None:
    s.fix, s.due = NOT_FIXED, 0
    deviate(s, C.heat_break[0])
    events.append("BreakPromise")


def informed(s: State) -> bool:
    return s.info != 0 or s.fix == PROMISED


def understanding(p: Profile, s: State) -> int:
    """0..3: how well the problem is known to the employee."""
    return 3 if p.obvious else (s.listen > 0) + s.clarify + s.paraphrase


def match_table(p: Profile) -> Tuple[int, ...]:
    """Match of each kind of compensation with the failure, eighths."""
    return (C.match_money, C.match_goods, C.match_service, C.match_attention)[p.failure]


def offer_value(p: Profile, kind: int, level: int) -> int:
    """Worth of an offer, 0..800: percent of full effect times eighths of match."""
    curve = C.curve_accepted if p.consumed else C.curve_rejected
    return curve[level] * match_table(p)[kind]


def worth(p: Profile, s: State) -> int:
    """Worth of the compensation on the table, 0..800."""
    if s.level == 0:
        return 0
    v = offer_value(p, s.kind, s.level)
    if p.irreparable:
        v = v * (8 + C.irreparable_worth[0]) // 8
    if s.asked:
        v = v * (8 + C.asked_worth[0]) // 8
    return min(800, v)


def settled(p: Profile, s: State) -> bool:
    """Fixed, or (encounter only) beyond repair and compensated enough."""
    return s.fix == FIXED or (s.phase == OPEN and p.irreparable and worth(p, s) >= C.comp_counts[0])


def leave(s: State) -> State:
    """The customer leaves: only what costs money is kept."""
    t = start()
    t.own = t.face = 0
    t.phase, t.clock, t.fix = LEFT, s.clock, (FIXED if s.fix == FIXED else NOT_FIXED)
    t.level, t.kind, t.gift, t.educated, t.misses = s.level, s.kind, s.gift, s.educated, s.misses
    return t


def tick(p: Profile, s: State, idle: bool, events: List[str]) -> int:
    """Advance ``s`` in place by one tick. Return the weight (of 256) with which the customer
    leaves now; 256 means certainly (time over)."""
    s.clock += 1
    if s.clock >= C.clock_max[0]:
        events.append("TimeOver")
        return 256
    if s.fix == FIXED:
        return 0
    if s.fix == PROMISED:
        if s.due == 0:
            break_promise(s, events)
        else:
            s.due -= 1
    s.delay = min(C.delay_max[0], s.delay + C.delay_rate[1 if s.fix == PROMISED else 0])
    if not idle:
        return 0
    over = s.delay > 2 * C.tolerance_ticks[p.tie]
    if over:
        add_heat(s, C.heat_idle[1 if informed(s) else 0])
    if p.channel == 1 and not over:
        return 0
    return (C.leave_informed if informed(s) else C.leave_uninformed)[p.patience]


def apply_act(p: Profile, s: State, act: Act, events: List[str], roll: Roll) -> None:
    """Effect of one act without its time."""
    name = act[0]
    if name == "Interrupt":
        s.listen = max(0, s.listen - 1)
        add_heat(s, C.heat_interrupt[0])
    elif name == "Reject":
        deviate(s, C.heat_reject[0])
    elif name == "Disagree":
        s.own = 0
        deviate(s, C.heat_disagree[0])
    elif name == "Blame":
        s.own = min(s.own, 0 if act[1] == 0 else 1)
        add_heat(s, C.heat_blame[act[1]])
    elif name == "DemandProof":
        s.face = 0
        s.runaround = min(7, s.runaround + 1)
        add_heat(s, C.heat_demand_proof[0] + (C.heat_no_proof[0] if p.no_proof else 0))
    elif name == "HideBehindPolicy":
        s.runaround = min(7, s.runaround + 2)
        add_heat(s, C.heat_policy[0])
    elif name == "Haggle":
        s.haggle = min(2, s.haggle + 1)
        add_heat(s, C.heat_haggle[0])
    elif name == "Listen":
        s.listen = min(2, s.listen + 1)
    elif name == "Clarify":
        s.clarify = 1
    elif name == "Paraphrase":
        if s.listen + s.clarify > 0:
            s.paraphrase = 1
    elif name == "Reassure":
        s.face = min(2, s.face + 1)
    elif name == "Own":
        s.own = 2 if s.own < 2 else 3
    elif name == "Apologise":
        if s.apologies == 0:
            s.late = int(s.delay > 2 * C.tolerance_ticks[p.tie])
        if s.apologies >= 2:
            add_heat(s, C.heat_apology_spam[0])
        s.apologies = min(3, s.apologies + 1)
    elif name == "Thank":
        s.thanks = 1
    elif name == "Empathise":
        s.empathy = min(3, s.empathy + 1)
        if s.listen > 0:
            s.felt = 1
    elif name == "Explain":
        s.info |= 1
    elif name == "StatusUpdate":
        s.info |= 2
    elif name == "AskRemedy":
        if s.fix != FIXED:  # asking after the fix gives no say in it
            s.asked = 1
    elif name == "Fix":
        if p.irreparable or s.fix == FIXED:
            events.append("Refused:Fix")
            return
        miss = C.miss_weight[understanding(p, s)]
        if miss > 0 and roll(miss):
            s.misses = min(3, s.misses + 1)
            deviate(s, C.heat_miss[0])
            events.append("WrongFix")
            return
        if s.fix == PROMISED:
            events.append("KeepPromise")
        s.fix, s.due = FIXED, 0
    elif name == "Promise":
        if s.fix == FIXED:
            return
        if s.fix == PROMISED and act[1] > s.due:
            break_promise(s, events)  # a postponed date is a broken date
        s.fix, s.due = PROMISED, act[1]
    elif name == "Compensate":
        if offer_value(p, act[1], act[2]) > (offer_value(p, s.kind, s.level) if s.level else 0):
            s.kind, s.level = act[1], act[2]
    elif name == "Gesture":
        if s.gift == 0:
            s.gift = 1
            if not settled(p, s):
                add_heat(s, C.heat_gesture[0])
    elif name == "Educate":
        if s.educated:
            return
        if p.fault == 2 and settled(p, s) and s.own >= 2 and (s.felt or s.face == 2):
            s.educated = 1
        else:
            s.own = 0
            add_heat(s, C.heat_blame[0])
            events.append("TakenAsBlame")
    elif name == "Ignore":
        add_heat(s, C.heat_ignore[0])
    elif name == "CheckWithManager":
        s.runaround = min(7, s.runaround + 2)
        add_heat(s, C.heat_manager[0])
    elif name == "Transfer":
        s.runaround = min(7, s.runaround + 1)
        if s.runaround >= 2:
            add_heat(s, C.heat_transfer[0])


def move_times(move: Move) -> Tuple[int, int]:
    """(active ticks, idle ticks) of a move in the encounter. Only the first idle act counts."""
    half = sum(C.act_half_ticks[ORDER[a[0]]] for a in move if ORDER[a[0]] < len(TALK_ACTS))
    idle_act = next((a for a in move if a[0] in IDLE_ACTS), None)
    if idle_act is None:
        return max(1, (half + 1) // 2), 0
    idle = idle_act[1] if idle_act[0] == "Wait" else C.idle_ticks[IDLE_ACTS.index(idle_act[0])]
    return (half + 1) // 2, idle


def resolve(p: Profile, s: State, move: Move, roll: Roll) -> Tuple[State, List[str]]:
    """Play one move; ``roll`` answers each chance node in the order they arise: the fix, then each
    idle tick. The acts take effect in canonical order, then the move's time passes: active ticks
    first, idle ticks after."""
    if s.phase in (LEFT, DONE):
        return s, ["Refused"]
    if s.phase == AFTER:
        return after_step(p, s, move)
    if len(move) == 1 and move[0][0] == "Close":
        return close(p, s), ["Close"]
    events: List[str] = []
    t = s.copy()
    idle_seen = False
    for act in move:
        name = act[0]
        if name in AFTER_ACTS or name in CONTROL_ACTS or (name in IDLE_ACTS and idle_seen):
            events.append("Refused:" + name)
            continue
        idle_seen = idle_seen or name in IDLE_ACTS
        apply_act(p, t, act, events, roll)
    active, idle = move_times(move)
    for i in range(active + idle):
        weight = tick(p, t, i >= active, events)
        if weight == 256 or (weight > 0 and roll(weight)):
            return leave(t), events + ["Leave"]
    return t, events


def step(p: Profile, s: State, move: Move) -> List[Tuple[int, int, State]]:
    """All outcomes of a move as (weight, bytes, state); probability = weight / 256**bytes.
    The probabilities add up to exactly 1."""
    out: List[Tuple[int, int, State]] = []
    todo: List[List[bool]] = [[]]
    while todo:
        forced = todo.pop()
        trace: List[Tuple[int, bool]] = []

        def roll(weight: int) -> bool:
            bad = forced[len(trace)] if len(trace) < len(forced) else False
            trace.append((weight, bad))
            return bad

        t, _ = resolve(p, s, move, roll)
        w = 1
        for weight, bad in trace:
            w *= weight if bad else 256 - weight
        out.append((w, len(trace), t))
        for i in range(len(forced), len(trace)):
            todo.append([b for _, b in trace[:i]] + [True])
    return out


# ------------------------------------------------------------------------------------------
# Transition, aftercare
# ------------------------------------------------------------------------------------------


def close(p: Profile, s: State) -> State:
    """End of the encounter: keep the feelings and what aftercare and the ledger need."""
    f = feelings(p, s)
    a = State()
    a.phase, a.clock, a.slot = AFTER, s.clock, 0
    a.dj, a.ij, a.pj, a.sat, a.anger = f.dj, f.ij, f.pj, f.sat, f.anger
    a.fix = FIXED if settled(p, s) and s.fix != PROMISED else s.fix
    a.level, a.kind, a.gift, a.educated = s.level, s.kind, s.gift, s.educated
    a.deviations, a.misses = s.deviations, s.misses
    a.follow = a.note = a.improved = a.shared = a.stay = 0
    return a


def after_break(s: State, events: List[str]) -> None:
    """A promise that was open at Close is broken."""
    s.fix = NOT_FIXED
    s.deviations = min(3, s.deviations + 1)
    s.dj = max(0, s.dj + C.after_break[0])
    s.sat = max(0, s.sat + C.after_break[1])
    s.anger = min(9, s.anger + C.after_break[2])
    events.append("BreakPromise")


def after_step(p: Profile, s: State, move: Move) -> Tuple[State, List[str]]:
    """One aftercare move: the calendar goes to the next slot (Wait n: n slots), then the acts."""
    events: List[str] = []
    t = s.copy()
    if len(move) == 1 and move[0][0] == "End":
        if t.fix == PROMISED:
            after_break(t, events)
        t.phase = DONE
        return t, events + ["End"]
    slots = next((a[1] for a in move if a[0] == "Wait"), 1)
    last = len(C.calendar) - 1
    if t.slot >= last:
        return t, ["Refused"]
    for _ in range(min(slots, last - t.slot)):
        if t.fix == PROMISED and t.slot >= C.after_promise_slot[0]:
            after_break(t, events)
        t.slot += 1
    for act in move:
        name = act[0]
        if name == "Fix" and not p.irreparable and t.fix != FIXED:
            kept = t.fix == PROMISED  # a promise that fell due earlier is already broken
            gain = (100 - t.dj) * C.after_fix[0 if kept else 1] // 100
            goodwill = min(C.after_goodwill[0], t.sat)
            t.sat = min(100, t.sat + weights(p)[0] * gain * goodwill // (100 * C.after_goodwill[0]))
            t.dj += gain
            t.fix = FIXED
            events.append("KeepPromise" if kept else "LateFix")
        elif name == "ImproveProcess":
            t.improved = 1
        elif name == "ShareLesson":
            t.shared = 1
        elif name == "FollowUp":
            if t.follow == 0:
                t.follow = 2 if t.slot <= C.followup_slot[0] else 1
        elif name == "PersonalNote":
            t.note = 1
        elif name == "StayInTouch":
            if t.slot >= C.stay_slot[0]:
                t.stay = min(2, t.stay + 1)
        elif name != "Wait":
            events.append("Refused:" + name)
    return t, events


# ------------------------------------------------------------------------------------------
# Outcome
# ------------------------------------------------------------------------------------------


def weights(p: Profile) -> Tuple[int, ...]:
    """Weights of DJ, IJ, PJ in satisfaction, percent."""
    return (C.w_money, C.w_goods, C.w_service, C.w_attention)[p.failure]


def start_anger(p: Profile) -> int:
    """Anger at t = 0, 0..9."""
    a = C.anger_start[0] + C.anger_severity[0] * p.severity + C.anger_temper[p.temper]
    a += C.anger_repeated[0] if p.repeated else 0
    a += C.anger_controllable[0] if p.controllable else 0
    a += C.anger_own_fault[0] if p.fault == 2 else 0
    return clamp(a, 0, 9)


def heard(s: State) -> int:
    """Heard level 0..2."""
    return min(2, s.listen + s.paraphrase)


def anger(p: Profile, s: State) -> int:
    """Anger 0..9 of an encounter state: start + heat - relief."""
    x = 4 * start_anger(p) + s.heat - C.relief_heard[heard(s)]
    if s.apologies and s.listen:
        x -= C.relief_apology[0]
    if s.own == 3:
        x -= C.relief_own[0]
    if settled(p, s):
        x -= C.relief_fix[0]
    if worth(p, s) >= C.comp_counts[0]:
        x -= C.relief_comp[0]
    if s.felt:
        x = min(x, max(C.relief_felt[1] - 1, x - C.relief_felt[0]))
    return min(9, max(0, x) // 4)


def feelings(p: Profile, s: State) -> SimpleNamespace:
    """Anger, the three justices as perceived, and satisfaction with the recovery (encounter)."""
    a = anger(p, s)
    hot = max(0, a - C.colour_from[0])
    done = settled(p, s)
    # distributive, before colouring
    fix_part = C.fix_dj[s.fix]
    cap = C.comp_cap[1 if (s.fix == FIXED or p.irreparable) else 0]
    comp_part = max(0, cap - fix_part) * worth(p, s) * C.haggle_keep[s.haggle]
    comp_part //= 3200 * (C.comp_after_deviation[0] if s.deviations else 1)
    gift_part = C.gesture_dj[0] if (s.gift and done) else 0
    # interactional
    ij = C.ij_base[0] + C.ij_heard[heard(s)] + C.ij_clarify[0] * s.clarify
    if s.felt:
        ij += C.ij_felt[0]
    elif s.empathy:
        ij += C.ij_hollow[0]
    ij += C.ij_overdone[0] * max(0, s.empathy - 1)
    quality = C.ij_no_apology[0]
    if s.apologies:
        quality = C.ij_apology[0] + C.ij_apology_felt[0] * s.felt + (
            C.ij_apology_timely[0] if s.apologies == 1 and not s.late else 0)
    if s.thanks:
        quality = max(quality, C.ij_thanks[0])
    ij += quality + C.ij_apology_repeat[s.apologies]
    ij += C.ij_own[s.own] + C.ij_face[s.face] + C.ij_info[s.info] + C.ij_deviation[0] * s.deviations
    ij = clamp(ij + C.colour[1] * hot, 0, 100)
    # procedural
    pj = C.pj_base[0] + C.pj_delay[0] * max(0, s.delay - 2 * C.tolerance_ticks[p.tie])
    pj += C.pj_runaround[s.runaround] + C.pj_info[s.info] + C.pj_face[s.face]
    if s.asked and (s.fix != NOT_FIXED or s.level):
        pj += C.pj_voice[p.tie]
    if p.no_proof and s.face < 2:
        pj += C.pj_no_proof[0]
    pj += C.halo_pj[0] * ij // 100 - C.halo_pj[0] // 2
    pj = clamp(pj + C.colour[2] * hot, 0, 100)
    # distributive as perceived
    tint = C.halo_dj[0] * (ij + pj) // 200 - C.halo_dj[0] // 2 + C.colour[0] * hot
    dj_plain = clamp(fix_part + gift_part + tint, 0, 100)
    dj = clamp(fix_part + gift_part + tint + comp_part, 0, 100)
    # satisfaction, in units of 1/2000 point
    wd, wi, wp = weights(p)
    q = wi * ij * (20 - C.ij_severity_loss[0] * p.severity) + 20 * wp * pj
    q += 2000 * (C.sat_anger[0] * hot + C.sat_deviation[0] * s.deviations)
    q += 2000 * ((C.sat_stable[0] if p.stable else 0) + (C.sat_controllable[0] if p.controllable else 0))
    x = q + 20 * wd * dj_plain
    gain = 20 * wd * (dj - dj_plain)
    if p.failure >= 2:  # Service, Attention
        width = 2000 * C.ramp[1]
        gain = gain * clamp(q - 2000 * C.ramp[0], 0, width) // width
        if s.fix != FIXED and not p.irreparable:
            gain = min(gain, max(0, 2000 * C.ceiling[0] - x))
    sat = clamp(max(0, x + gain) // 2000, 0, 100)
    return SimpleNamespace(anger=a, dj=dj, ij=ij, pj=pj, sat=sat)


def piecewise(knots: Sequence[int], x: int) -> int:
    """Piecewise linear through (x0, y0, x1, y1, ..); flat outside; rounds towards the left knot."""
    for i in range(0, len(knots) - 2, 2):
        x0, y0, x1, y1 = knots[i:i + 4]
        if x <= x1:
            rise = abs(y1 - y0) * max(0, x - x0) // (x1 - x0)
            return y0 + rise if y1 >= y0 else y0 - rise
    return knots[-1]


def outcome(p: Profile, s: State, e: Economics = Economics()) -> Dict[str, Any]:
    """Everything the model says about a state, as if the episode ended here."""
    level, after_points, shared, follow = s.level, 0, 0, 0
    if s.phase == LEFT:
        f = SimpleNamespace(anger=9, dj=0, ij=0, pj=0, sat=0)
        deviations, improved, note, stay, done = 3, 0, 0, 0, False
    elif s.phase == OPEN:
        f = feelings(p, s)
        deviations, improved, note, stay, done = s.deviations, 0, 0, 0, settled(p, s)
    else:
        f = SimpleNamespace(anger=s.anger, dj=s.dj, ij=s.ij, pj=s.pj, sat=s.sat)
        deviations, improved, note, stay, done = s.deviations, s.improved, s.note, s.stay, settled(p, s)
        shared, follow = s.shared, s.follow
        if done:
            after_points += C.followup_cum[follow]
            if note and f.sat >= C.tier_sat[1]:
                after_points += C.note_cum[0]
            after_points += C.stay_cum[stay]
        if shared:
            after_points += (C.share_cum[0 if f.sat >= C.tier_sat[1] else 1]) if improved else C.share_cum[2]
    # cumulative satisfaction
    cw = C.cum_weights
    episode = cw[0] * f.dj + cw[1] * f.ij + cw[2] * f.pj
    carry = C.cum_carry[0]
    cum = (100 * p.prior * (100 - carry) + episode * carry) // 10000
    cum += C.cum_severity[0] * p.severity + (C.cum_repeated[0] if p.repeated else 0)
    cum += (C.cum_stable[0] if p.stable else 0) + C.cum_deviation[0] * deviations
    cum = clamp(cum + after_points, 0, 100)
    # recurrence
    recur = C.recur_base[1 if p.stable else 0]
    if improved:
        recur = recur * C.recur_improved[0] // 100
    if s.educated:
        recur = recur * C.recur_educated[0] // 100
    # loyalty, per mille
    low, high = piecewise(C.loyal_low, f.sat), piecewise(C.loyal_high, f.sat)
    loyal = (low * (3 - p.severity) + high * p.severity) // 3
    floor = (C.loyal_low[1] * (3 - p.severity) + C.loyal_high[1] * p.severity) // 3
    loyal = max(floor, loyal + C.over_loyalty[0] * max(0, level - C.over_level[0]))
    extra = recur - C.recur_base[0]  # the TARP cells already hold the ordinary recurrence
    loss = abs(extra) * -C.recur_loyalty[0] // 1000
    loyal += -loss if extra >= 0 else loss
    loyal = clamp(loyal + C.loyal_per_cum[0] * after_points, 0, 1000)
    # repurchase intention
    intent = clamp(cum + (100 - cum) * C.intent_captive[p.rivals] // 100 + C.intent_tie[p.tie], 0, 100)
    # word of mouth, thousandths of a listener
    bad = piecewise(C.wom_bad, f.sat) * (100 + C.wom_rage[1] * max(0, f.anger - C.wom_rage[0])) // 100
    if shared and improved:
        bad = bad * C.share_wom[0] // 100
    bad = bad * C.wom_talk[p.talk] // 100
    good = piecewise(C.wom_good, f.sat) * C.wom_talk[p.talk] // 100
    # tier
    ts = C.tier_sat
    if f.sat >= ts[3] and f.anger <= C.champion_anger[0] and deviations == 0 and done and cum >= p.prior:
        tier = 4
    else:
        tier = sum(1 for t in ts[:3] if f.sat >= t)
    # money, cents; divisions of magnitudes round down
    base = (C.loyal_baseline[0] * (3 - p.severity) + C.loyal_baseline[1] * p.severity) // 3
    delta = loyal - base
    value = e.clv * abs(delta) // 1000 * (1 if delta >= 0 else -1)
    wom_bad_value = bad * e.convert_bad * e.clv_new // 1000000
    wom_good_value = good * e.convert_good * e.clv_new // 1000000 * C.wom_referral[0] // 100
    remedy = e.price * 20 * level // 100 * e.kind_cost[s.kind] // 100 if level else 0
    remedy += e.fix_cost * ((s.fix == FIXED and not p.irreparable) + s.misses) + e.gesture_cost * s.gift
    labour = s.clock * e.labour_tick
    if s.phase in (AFTER, DONE):
        ah = C.after_half_ticks
        half = ah[0] * improved + ah[1] * shared + ah[2] * (follow > 0) + ah[3] * note + ah[4] * stay
        labour += half * e.labour_tick // 2
        remedy += e.improve_cost * improved
    net = value + wom_good_value - wom_bad_value - remedy - labour
    return {
        "anger": f.anger, "dj": f.dj, "ij": f.ij, "pj": f.pj, "loss": 100 - f.dj, "dread": 100 - f.pj,
        "sat": f.sat, "cum": cum, "intent": intent, "loyal": loyal, "recur": recur,
        "wom_good": good, "wom_bad": bad, "wom": good - bad, "tier": TIERS[tier],
        "value": value, "wom_value": wom_good_value - wom_bad_value, "remedy": remedy, "labour": labour,
        "net": net,
    }


# ------------------------------------------------------------------------------------------
# Playing and expectations
# ------------------------------------------------------------------------------------------


def play(p: Profile, moves: Sequence[Move], tape: Sequence[int] = (), s: Optional[State] = None) -> State:
    """State after ``moves`` with the given tape (default: nothing bad happens by chance)."""
    s = s or start()
    roll = tape_roll(list(tape), [])
    for m in moves:
        s, _ = resolve(p, s, m, roll)
    return s


def finish(p: Profile, s: State) -> State:
    """The state that is scored: close an open encounter, then end (an open promise is broken)."""
    if s.phase == OPEN:
        s = close(p, s)
    if s.phase == AFTER:
        s, _ = after_step(p, s, (("End",),))
    return s


def distribution(p: Profile, moves: Sequence[Move], s: Optional[State] = None) -> Dict[int, Fraction]:
    """Exact distribution over packed states after ``moves``."""
    s = s or start()
    now: Dict[int, Fraction] = {pack(s): Fraction(1)}
    for m in moves:
        nxt: Dict[int, Fraction] = {}
        for word, pr in now.items():
            for w, n, t in step(p, unpack(word), m):
                k = pack(t)
                nxt[k] = nxt.get(k, Fraction(0)) + pr * Fraction(w, 256 ** n)
        now = nxt
    return now


def expect(p: Profile, moves: Sequence[Move], what: str = "sat", e: Economics = Economics()) -> Fraction:
    """Exact expectation of one outcome quantity after ``moves``."""
    return sum((pr * outcome(p, unpack(w), e)[what] for w, pr in distribution(p, moves).items()), Fraction(0))


use(read_coefficients())


# ------------------------------------------------------------------------------------------
# Samples for the findings (deterministic: SplitMix64 only)
# ------------------------------------------------------------------------------------------


def moves(*items: Any) -> List[Move]:
    """Shorthand: each item is one act or a list of acts, in JSON form."""
    return [parse_move(x if isinstance(x, list) else [x]) for x in items]


def wait(ticks: int) -> List[Dict[str, int]]:
    """Wait acts that add up to ``ticks``."""
    out = []
    while ticks > 0:
        out.append({"Wait": min(C.wait_max[0], ticks)})
        ticks -= C.wait_max[0]
    return out


def comp(level: int, kind: str = "Money") -> Dict[str, Any]:
    return {"Compensate": {"kind": kind, "level": level}}


def promise(due: int) -> Dict[str, Any]:
    return {"Promise": {"due": due}}


def vignette(failure: str = "Service", **k: Any) -> Profile:
    """A research vignette: the problem is obvious and nobody leaves (empty tape)."""
    k.setdefault("obvious", True)
    return Profile(failure=FAILURES.index(failure), **k)


def shows(p: Profile, *items: Any) -> Dict[str, Any]:
    """Outcome after the given acts with nothing bad happening by chance."""
    return outcome(p, play(p, moves(*items)))


def sat(p: Profile, *items: Any) -> int:
    return shows(p, *items)["sat"]


def sample_profile(r: SplitMix64, failure: Optional[int] = None) -> Profile:
    """A random customer and failure (the sampling frame of the correlational findings)."""
    severity, any_failure = r.below(4), r.below(4)
    p = Profile(
        severity=severity, failure=any_failure if failure is None else failure,
        repeated=r.below(4) == 0, tie=r.below(3), controllable=r.below(10) < 6, stable=r.below(10) < 3,
        fault=(0, 0, 0, 0, 1, 2)[r.below(6)], prior=50 + r.below(41), consumed=r.below(2) == 0,
        irreparable=r.below(8) == 0, obvious=r.below(2) == 0, no_proof=r.below(4) == 0,
        rivals=r.below(3), channel=r.below(2),
    )
    return draw_traits(p, r)


def _menus() -> Tuple[List[Move], List[Move]]:
    good = moves("Listen", "Clarify", "Paraphrase", "Empathise", "Apologise", "Thank", "Own", "Reassure",
                 "Explain", "StatusUpdate", "AskRemedy", promise(8), "Fix", "Fix", comp(2), comp(5),
                 comp(3, "InKind"), comp(5, "Voucher"), "Gesture")
    bad = moves({"Blame": "Customer"}, {"Blame": "Colleague"}, "Reject", "Disagree", "CheckWithManager",
                "Transfer", "DemandProof", "HideBehindPolicy", "Haggle", "Interrupt", "Ignore",
                {"Wait": 4}, {"Wait": 6})
    return good, bad


def sample_episodes(n: int, seed: int, failure: Optional[int] = None,
                    skills: Sequence[int] = (55, 70, 85, 95)) -> List[Tuple[Profile, Dict[str, Any]]]:
    """``n`` completed episodes: an employee of random skill (percent good moves), 5 to 9 single-act
    moves, chance from the seed; episodes in which the customer left are not surveyed."""
    r = SplitMix64(seed)
    good, bad = _menus()
    out: List[Tuple[Profile, Dict[str, Any]]] = []
    while len(out) < n:
        p = sample_profile(r, failure)
        skill = skills[r.below(len(skills))]
        s = start()
        for _ in range(5 + r.below(5)):
            menu = good if r.below(100) < skill else bad
            s, _ = resolve(p, s, menu[r.below(len(menu))], seed_roll(r, []))
        if s.phase != LEFT:
            out.append((p, outcome(p, s)))
    return out


def mean(x: Sequence[float]) -> float:
    return sum(x) / len(x)


def sd(x: Sequence[float]) -> float:
    m = mean(x)
    return (sum((v - m) ** 2 for v in x) / len(x)) ** 0.5


def corr(x: Sequence[float], y: Sequence[float]) -> float:
    mx, my = mean(x), mean(y)
    return sum((a - mx) * (b - my) for a, b in zip(x, y)) / (len(x) * sd(x) * sd(y))


def regress(y: Sequence[float], *xs: Sequence[float]) -> Tuple[float, List[float]]:
    """Ordinary least squares: R squared and standardised slopes."""
    rows = [[1.0] + [x[i] for x in xs] for i in range(len(y))]
    k = len(xs) + 1
    a = [[sum(r[i] * r[j] for r in rows) for j in range(k)] + [sum(r[i] * v for r, v in zip(rows, y))]
         for i in range(k)]
    for i in range(k):
        best = max(range(i, k), key=lambda t: abs(a[t][i]))
        a[i], a[best] = a[best], a[i]
        for j in range(k):
            if j != i:
                f = a[j][i] / a[i][i]
                a[j] = [u - f * v for u, v in zip(a[j], a[i])]
    b = [a[i][k] / a[i][i] for i in range(k)]
    fit = [sum(c * v for c, v in zip(b, r)) for r in rows]
    my = mean(y)
    r2 = 1 - sum((v - f) ** 2 for v, f in zip(y, fit)) / sum((v - my) ** 2 for v in y)
    return r2, [b[i + 1] * sd(x) / sd(y) for i, x in enumerate(xs)]


# ------------------------------------------------------------------------------------------
# Findings (public set). C: it set a size or holds by rule, passing proves nothing. V: it set no size.
# ------------------------------------------------------------------------------------------

EXCELLENT = ("Listen", "Empathise", "Apologise", "Own", "Explain", "Fix", comp(2))
POOR = ({"Blame": "Customer"}, "CheckWithManager")
FINDINGS: List[Tuple[str, str, str, str, Callable[[], Tuple[bool, str]]]] = []


def finding(ident: str, kind: str, source: str, claim: str) -> Callable[[Any], Any]:
    def add(f: Callable[[], Tuple[bool, str]]) -> Callable[[], Tuple[bool, str]]:
        FINDINGS.append((ident, kind, source, claim, f))
        return f
    return add


def _tarp(severity: int) -> List[int]:
    p = vignette("Money", severity=severity)
    scripts = (["Listen", "Apologise"] + wait(6),
               ["Listen", "Apologise"] + wait(14) + ["Own", "Fix"],
               ["Listen", "Apologise", "Own"] + wait(2) + ["Fix", comp(2)])
    return [shows(p, *x)["loyal"] for x in scripts]


@finding("P01", "C", "TARP grid (fastcompany.com/663494)",
         "loyal after unsatisfied / slow / quick: 46,70,95 and 19,54,82 %, each within 4 points")
def _p01() -> Tuple[bool, str]:
    low, high = _tarp(0), _tarp(3)
    want = [460, 700, 950, 190, 540, 820]
    return all(abs(a - b) <= 40 for a, b in zip(low + high, want)), "%s %s per mille" % (low, high)


@finding("P02", "C", "TARP grid", "quick minus slow = 25 / 28 points, within 5")
def _p02() -> Tuple[bool, str]:
    a, b = _tarp(0), _tarp(3)
    d = (a[2] - a[1], b[2] - b[1])
    return abs(d[0] - 250) <= 50 and abs(d[1] - 280) <= 50, "%d / %d per mille" % d


@finding("P03", "C", "Wirtz & Mattila 2004",
         "gain from compensation in the best and the worst process at most 40% of the mean gain in the mixed ones")
def _p03() -> Tuple[bool, str]:
    p = vignette("Attention")
    g = {}
    for apology in (0, 1):
        for delay in (2, 14):
            base = ["Listen"] + (["Apologise"] if apology else []) + wait(delay)
            g[apology, delay] = sat(p, *base, comp(3)) - sat(p, *base)
    mixed = (g[0, 2] + g[1, 14]) / 2
    return max(g[1, 2], g[0, 14]) <= 0.4 * mixed, "best %d, worst %d, mixed %d and %d" % (
        g[1, 2], g[0, 14], g[0, 2], g[1, 14])


@finding("P04", "C", "Roschk & Gelbrich 2014",
         "the compensation that resembles the loss works best (irreparable failure, 60%); lack of attention: spread at most 10")
def _p04() -> Tuple[bool, str]:
    best = {"Money": "Money", "Goods": "InKind", "Service": "InKind", "Attention": "Personal"}
    ok, text = True, []
    for failure, kind in best.items():
        p = vignette(failure, irreparable=True)
        v = {k: sat(p, "Listen", comp(3, k)) for k in KINDS}
        ok &= all(v[kind] > v[k] for k in KINDS if k != kind)
        if failure == "Attention":
            ok &= max(v.values()) - min(v.values()) <= 10
        text.append("%s %s" % (failure, [v[k] for k in KINDS]))
    return ok, "; ".join(text)


@finding("P05", "C", "Roschk & Gelbrich 2014", "immediate money beats delayed money for every failure")
def _p05() -> Tuple[bool, str]:
    d = []
    for failure in FAILURES:
        p = vignette(failure, irreparable=True)
        d.append(sat(p, "Listen", comp(3)) - sat(p, "Listen", comp(3, "Voucher")))
    return min(d) > 0, str(d)


def _curve(consumed: bool) -> List[int]:
    p = vignette("Money", consumed=consumed)
    return [sat(p, "Listen", "Apologise", *([comp(i)] if i else [])) for i in range(11)]


@finding("P06", "C", "Gelbrich, Gaethke & Gregoire 2015", "rejected service: at least 55% of the gain lies in 60..120%")
def _p06() -> Tuple[bool, str]:
    v = _curve(False)
    share = (v[6] - v[3]) / (v[10] - v[0])
    return share >= 0.55, "%.0f%% of %d" % (100 * share, v[10] - v[0])


@finding("P07", "C", "Gelbrich, Gaethke & Gregoire 2015", "accepted service: the first 20% is the largest step")
def _p07() -> Tuple[bool, str]:
    v = _curve(True)
    steps = [b - a for a, b in zip(v, v[1:])]
    return steps[0] > max(steps[1:]), str(steps)


@finding("P08", "C", "Haesevoets et al. 2017", "above 150% loyalty does not rise, satisfaction does not fall")
def _p08() -> Tuple[bool, str]:
    p = vignette("Money")
    o = [shows(p, "Listen", "Apologise", "Fix", comp(i)) for i in (7, 8, 9, 10)]
    ok = all(b["loyal"] <= a["loyal"] and b["sat"] >= a["sat"] for a, b in zip(o, o[1:]))
    return ok, "loyal %s sat %s" % ([x["loyal"] for x in o], [x["sat"] for x in o])


@finding("P09", "C", "Edstrom et al. 2022",
         "mean satisfaction is below error-free (70) at 40%, above it at 120%, and crosses in 60..120% of the price")
def _p09() -> Tuple[bool, str]:
    scripts = (["Listen", "Apologise"], ["Listen", "Apologise", "Own"], ["Listen", "Empathise", "Apologise", "Own"])
    means = []
    for level in range(11):
        v = [sat(vignette("Service", irreparable=True, consumed=c, severity=1), *s, *([comp(level)] if level else []))
             for c in (False, True) for s in scripts]
        means.append(mean(v))
    cross = next(20 * i for i, v in enumerate(means) if v > 70)
    return means[2] < 70 < means[6] and 60 <= cross <= 120, "crosses at %d%%, means %s" % (
        cross, [round(v) for v in means])


@finding("P10", "C", "Magnini et al. 2007", "cumulative satisfaction rises after an excellent recovery only if mild, first, unstable; control lowers satisfaction")
def _p10() -> Tuple[bool, str]:
    def gain(**k: Any) -> int:
        return shows(vignette(**k), *EXCELLENT)["cum"] - 70
    up = [gain(severity=0, controllable=False), gain(severity=1, controllable=False), gain(severity=1)]
    down = [gain(severity=3), gain(severity=1, stable=True), gain(severity=1, repeated=True)]
    control = sat(vignette(controllable=False), *EXCELLENT) - sat(vignette(), *EXCELLENT)
    return min(up) > 0 >= max(down) and control > 0, "%s / %s, control %d" % (up, down, control)


@finding("P11", "V", "Maxham & Netemeyer 2002", "two failures: good-good ends below the start; bad-good ends above good-bad")
def _p11() -> Tuple[bool, str]:
    def two(first: Sequence[Any], second: Sequence[Any]) -> int:
        after = shows(vignette(), *first)["cum"]
        return shows(vignette(repeated=True, prior=after), *second)["cum"]
    gg, bg, gb = two(EXCELLENT, EXCELLENT), two(POOR, EXCELLENT), two(EXCELLENT, POOR)
    return gg < 70 and bg > gb, "good-good %d (start 70), bad-good %d, good-bad %d" % (gg, bg, gb)


def _excellent_population() -> List[Tuple[Profile, Dict[str, Any]]]:
    r = SplitMix64(11)
    out = []
    for _ in range(2000):
        p = sample_profile(r)
        p.irreparable, p.obvious = False, True
        out.append((p, shows(p, *EXCELLENT)))
    return out


@finding("P12", "V", "Knox & van Oest 2014", "an excellent recovery rarely offsets: share above the start < .5 and mean change < 0 (cumulative)")
def _p12() -> Tuple[bool, str]:
    d = [o["cum"] - p.prior for p, o in _excellent_population()]
    share = mean([x > 0 for x in d])
    return share < 0.5 and mean(d) < 0, "share %.2f, mean %.1f" % (share, mean(d))


@finding("P13", "V", "Maxham & Netemeyer 2002; Basso & Pizzutti 2016",
         "a broken promise costs at least 10 against no recovery; afterwards money gains at most a third of apology plus promise (C)")
def _p13() -> Tuple[bool, str]:
    p = vignette()
    none = sat(p, "Listen", *wait(4))
    broken = ["Listen", promise(3)] + wait(4)
    b = sat(p, *broken)
    money = sat(p, *broken, comp(5)) - b
    words = sat(p, *broken, "Apologise", promise(20)) - b
    return none - b >= 10 and 3 * money <= words, "none %d, broken %d; then money %d, words %d" % (none, b, money, words)


@finding("P14", "V", "Surachartkumtonkun et al. 2015", "share with anger 8 or more: episode 1 < .15, 2 > .35, 3 > .75")
def _p14() -> Tuple[bool, str]:
    shares = []
    for failed in range(3):
        total = rage = 0
        for severity in range(4):
            for rep, wr in ((False, 3), (True, 1)):
                for ctrl, wc in ((False, 2), (True, 3)):
                    for temper, wt in ((0, 1), (1, 2), (2, 1)):
                        p = vignette(severity=severity, repeated=rep, controllable=ctrl, temper=temper)
                        a = shows(p, *([promise(1)] + wait(2)) * failed)["anger"]
                        total += wr * wc * wt
                        rage += wr * wc * wt * (a >= 8)
        shares.append(rage / total)
    return shares[0] < 0.15 and shares[1] > 0.35 and shares[2] > 0.75, ", ".join("%.2f" % x for x in shares)


@finding("P15", "C", "Boshoff & Leong 1998", "accepting blame > empowerment > apology")
def _p15() -> Tuple[bool, str]:
    p = vignette()
    core = ["Listen"] + wait(2) + ["Fix"]
    own = sat(p, "Own", *core) - sat(p, {"Blame": "ThirdParty"}, *core)
    power = sat(p, *core) - sat(p, "CheckWithManager", *core)
    apology = sat(p, "Apologise", *core) - sat(p, *core)
    return own > power > apology, "%d > %d > %d" % (own, power, apology)


@finding("P16", "C", "Tschohl; Halperin et al. 2022", "an apology without a fix gives at most a third of both; a third apology is no better than none")
def _p16() -> Tuple[bool, str]:
    p = vignette()
    none, words = sat(p, "Listen", *wait(2)), sat(p, "Listen", "Apologise", *wait(2))
    both = sat(p, "Listen", "Apologise", *wait(2), "Fix")
    many = [sat(p, "Listen", *["Apologise"] * k) for k in range(4)]
    return 3 * (words - none) <= both - none and many[3] <= many[0], "%d of %d; 0..3 apologies %s" % (
        words - none, both - none, many)


@finding("P17", "V", "Roschk & Kaiser 2013", "process failure: apology gains .6 to 1.4 of what compensation gains")
def _p17() -> Tuple[bool, str]:
    ratios = []
    for severity in (0, 1, 2):
        p = vignette("Attention", severity=severity)
        b = sat(p, "Listen")
        ratios.append((sat(p, "Listen", "Apologise") - b) / (sat(p, "Listen", comp(3)) - b))
    return all(0.6 <= x <= 1.4 for x in ratios), ", ".join("%.2f" % x for x in ratios)


@finding("P18", "C", "Marinova et al. 2018", "satisfaction does not rise with any empathy after the first")
def _p18() -> Tuple[bool, str]:
    v = [sat(vignette(tie=0), "Listen", *["Empathise"] * k, "Apologise", "Fix") for k in range(8)]
    return all(b <= a for a, b in zip(v[1:], v[2:])), str(v)


@finding("P19", "V", "Portland Research 2004", "first transfer costs at most 2 points of satisfaction (C); the second 16 points of loyalty, within 8")
def _p19() -> Tuple[bool, str]:
    first, second = [], []
    for severity in range(4):
        o = [shows(vignette(severity=severity), "Listen", "Apologise", *["Transfer"] * k, *wait(2), "Fix") for k in range(3)]
        first.append(o[1]["sat"] - o[0]["sat"])
        second.append(o[2]["loyal"] - o[1]["loyal"])
    m = mean(second) / 10
    return min(first) >= -2 and -24 <= m <= -8, "first %s, second %.1f points" % (first, m)


@finding("P20", "C", "Munichor & Rafaeli 2007", "gone after 108 s on hold: .69 without information, .36 with position, within .02")
def _p20() -> Tuple[bool, str]:
    ticks = 108 / C.tick_seconds[0]
    def gone(weights_: Sequence[int]) -> float:
        return 1 - sum(w / 256 * (1 - h / 256) ** ticks for w, h in zip(C.trait_weights, weights_))
    a, b = gone(C.leave_uninformed), gone(C.leave_informed)
    return abs(a - 0.69) <= 0.02 and abs(b - 0.36) <= 0.02, "%.3f, %.3f" % (a, b)


@finding("P21", "C", "Hogreve et al. 2017", "satisfaction with a late payment is flat inside the zone of tolerance, then falls; sooner for new customers")
def _p21() -> Tuple[bool, str]:
    v = {t: [sat(vignette("Money", tie=t), "Listen", "Apologise", *wait(w), comp(5)) for w in (0, 2, 4, 8, 12, 16)]
         for t in (0, 2)}
    ok = v[2][0] == v[2][3] > v[2][5] and v[0][0] > v[0][2] and all(b <= a for x in v.values() for a, b in zip(x, x[1:]))
    return ok, "new %s, loyal %s" % (v[0], v[2])


_CACHE: Dict[str, Any] = {}


def _survey() -> Dict[str, List[int]]:
    if "survey" not in _CACHE:
        rows = sample_episodes(3000, 7)
        _CACHE["survey"] = {k: [o[k] for _, o in rows] for k in ("dj", "ij", "pj", "sat", "cum", "intent", "wom_bad")}
        _CACHE["survey"]["prior"] = [p.prior for p, _ in rows]
    return _CACHE["survey"]


@finding("P22", "C", "Orsingher et al. 2010; Gelbrich & Roschk 2011",
         "r with satisfaction: DJ > IJ > PJ, inside .06-.97, .05-.92, -.06-.84; slope on cumulative satisfaction: IJ >= DJ")
def _p22() -> Tuple[bool, str]:
    s = _survey()
    d, i, p = (corr(s[k], s["sat"]) for k in ("dj", "ij", "pj"))
    _, beta = regress(s["cum"], s["dj"], s["ij"], s["pj"])
    return 0.97 >= d > i > p > -0.06 and i <= 0.92 and p <= 0.84 and beta[1] >= beta[0], \
        "r %.2f > %.2f > %.2f; slopes IJ %.2f, DJ %.2f" % (d, i, p, beta[1], beta[0])


@finding("P23", "V", "Szymanski & Henard 2001", "r(satisfaction, repurchase intention) = .52 and r(satisfaction, negative word of mouth) = -.57, within .15")
def _p23() -> Tuple[bool, str]:
    s = _survey()
    a, b = corr(s["sat"], s["intent"]), corr(s["sat"], s["wom_bad"])
    return abs(a - 0.52) <= 0.15 and abs(b + 0.57) <= 0.15, "%.2f, %.2f" % (a, b)


@finding("P24", "V", "Edell 2017", "late: small money with an apology is at least as good as large money without")
def _p24() -> Tuple[bool, str]:
    p = vignette(severity=2)
    a, b = sat(p, "Apologise", *wait(14), comp(1)), sat(p, *wait(14), comp(10))
    return a >= b, "%d against %d" % (a, b)


@finding("P25", "C", "Kjaervik & Bushman 2024", "one Listen lowers anger by .43 to .82 standard deviations of start anger")
def _p25() -> Tuple[bool, str]:
    a = []
    for severity in range(4):
        for rep, wr in ((False, 3), (True, 1)):
            for ctrl, wc in ((False, 2), (True, 3)):
                for temper, wt in ((0, 1), (1, 2), (2, 1)):
                    a += [start_anger(vignette(severity=severity, repeated=rep, controllable=ctrl, temper=temper))] * (wr * wc * wt)
    drop = shows(vignette(severity=2))["anger"] - shows(vignette(severity=2), "Listen")["anger"]
    return 0.43 <= drop / sd(a) <= 0.82, "%.2f" % (drop / sd(a))


@finding("P26", "C", "Hogreve et al. 2017", "explanation or update helps; both together help less than the better one")
def _p26() -> Tuple[bool, str]:
    p = vignette(severity=2)
    none, why, when, both = (sat(p, "Listen", *x) for x in ([], ["Explain"], ["StatusUpdate"], ["Explain", "StatusUpdate"]))
    return min(why, when) > none and both < max(why, when), "%d, %d, %d, both %d" % (none, why, when, both)


@finding("P27", "C", "structure", "the laws hold in 100 random cases each (full run: `laws`)")
def _p27() -> Tuple[bool, str]:
    n, bad = run_laws(100, 5, quiet=True)
    return bad == 0, "%d violations of %d" % (bad, n)


@finding("P28", "C", "Colquitt et al. 2001 (moderately to highly related)", "the justices share a halo: every r between .25 and .65")
def _p28() -> Tuple[bool, str]:
    s = _survey()
    r = [corr(s["dj"], s["ij"]), corr(s["dj"], s["pj"]), corr(s["ij"], s["pj"])]
    return all(0.25 <= x <= 0.65 for x in r), "DJ-IJ %.2f, DJ-PJ %.2f, IJ-PJ %.2f" % tuple(r)


@finding("P29", "C", "Karande, Magnini & Tam 2007", "asking for the remedy raises PJ and satisfaction, PJ more for established customers")
def _p29() -> Tuple[bool, str]:
    d = []
    for tie in (0, 2):
        a, b = shows(vignette(tie=tie), "Listen", "Fix"), shows(vignette(tie=tie), "AskRemedy", "Listen", "Fix")
        d.append((b["pj"] - a["pj"], b["sat"] - a["sat"]))
    return d[0][0] > 0 and d[0][1] > 0 and d[1][0] > d[0][0], "PJ, satisfaction: new %s, loyal %s" % tuple(d)


@finding("P30", "C", "Van Vaerenbergh, Lariviere & Vermeir 2012",
         "telling what was improved raises cumulative satisfaction and intention and cuts bad stories, most after an unsatisfactory recovery")
def _p30() -> Tuple[bool, str]:
    d = []
    for script in (["Listen", "Apologise", "Own", "Fix"], ["Listen"]):
        a = shows(vignette(), *script, "Close", "ImproveProcess", "End")
        b = shows(vignette(), *script, "Close", ["ImproveProcess", "ShareLesson"], "End")
        d.append((b["cum"] - a["cum"], b["intent"] - a["intent"], b["wom_bad"] - a["wom_bad"]))
    return d[1][0] > d[0][0] > 0 and d[0][1] > 0 and d[1][2] < 0, "satisfied %s, dissatisfied %s" % tuple(d)


@finding("P31", "C", "Samek & Longfield; Adena, Huck & Neyse 2025 (nulls)", "a note or a later contact moves loyalty by at most 1 point")
def _p31() -> Tuple[bool, str]:
    def end(*x: Any) -> int:
        return shows(vignette(), "Listen", "Apologise", "Fix", "Close", *x, "End")["loyal"]
    base = end()
    d = (end("PersonalNote") - base, end({"Wait": 4}, "StayInTouch") - base)
    return all(0 <= x <= 10 for x in d), "%d and %d per mille" % d


@finding("P32", "C", "Van Vaerenbergh et al. 2014", "control lowers transaction satisfaction only; stability lowers both")
def _p32() -> Tuple[bool, str]:
    base = shows(vignette(controllable=False), *EXCELLENT)
    c, s = shows(vignette(), *EXCELLENT), shows(vignette(controllable=False, stable=True), *EXCELLENT)
    d = [c["sat"] - base["sat"], c["cum"] - base["cum"], s["sat"] - base["sat"], s["cum"] - base["cum"]]
    return d[0] < 0 == d[1] and d[2] < 0 and d[3] < 0, "control %d, %d; stability %d, %d" % tuple(d)


@finding("P33", "C", "Morgeson et al. 2020", "the link from recovery to intention is steeper with more rivals")
def _p33() -> Tuple[bool, str]:
    gaps = [shows(vignette(rivals=r), *EXCELLENT)["intent"] - shows(vignette(rivals=r), *POOR)["intent"] for r in range(3)]
    return gaps[0] < gaps[1] < gaps[2], str(gaps)


@finding("P34", "V", "de Matos, Henrique & Rossi 2007",
         "excellent recovery: satisfaction above error-free on average, repurchase intention not")
def _p34() -> Tuple[bool, str]:
    rows = _excellent_population()
    a = mean([o["sat"] - p.prior for p, o in rows])
    b = mean([o["intent"] - clamp(p.prior + (100 - p.prior) * C.intent_captive[p.rivals] // 100 + C.intent_tie[p.tie], 0, 100)
              for p, o in rows])
    return a > 0 >= b, "satisfaction %+.1f, intention %+.1f" % (a, b)


# ------------------------------------------------------------------------------------------
# Laws: exact expectations in random cases
# ------------------------------------------------------------------------------------------

MEASURES = ("sat", "cum", "intent", "loyal")


def expectations(p: Profile, q: Sequence[Move], what: Sequence[str] = MEASURES) -> List[Fraction]:
    total = [Fraction(0)] * len(what)
    for word, pr in distribution(p, q).items():
        o = outcome(p, unpack(word))
        total = [t + pr * o[k] for t, k in zip(total, what)]
    return total


def random_act(r: SplitMix64, avoid: bool = False) -> Any:
    if avoid:
        return ({"Blame": "Customer"}, {"Blame": "Colleague"}, {"Blame": "ThirdParty"}, "Reject", "Disagree",
                "DemandProof", "HideBehindPolicy", "Haggle", "Interrupt", "Ignore", "CheckWithManager", "Transfer",
                {"Wait": 1 + r.below(3)})[r.below(13)]
    k = r.below(100)
    if k < 70:
        return ("Listen", "Listen", "Clarify", "Paraphrase", "Reassure", "Own", "Apologise", "Thank", "Empathise",
                "Explain", "StatusUpdate", "AskRemedy", "Fix", "Gesture", "Educate")[r.below(15)]
    if k < 82:
        return comp(1 + r.below(10), KINDS[r.below(4)])
    if k < 90:
        return promise(1 + r.below(12))
    return random_act(r, True)


def random_moves(r: SplitMix64) -> List[Move]:
    """2 to 8 moves of one or two acts, a tenth of them avoidance."""
    out: List[Move] = []
    for _ in range(2 + r.below(7)):
        two = r.below(3) == 0
        while True:
            try:
                out.append(parse_move([random_act(r) for _ in range(2 if two else 1)]))
                break
            except ValueError:
                pass
    return out


def insert(q: Sequence[Move], k: int, *items: Any) -> List[Move]:
    return list(q[:k]) + moves(*items) + list(q[k:])


Case = Optional[Tuple[List[Fraction], List[Fraction]]]
"""Two vectors of expectations; the law says the first is nowhere smaller. None: case not applicable."""


def law_wait(r: SplitMix64, p: Profile, q: List[Move]) -> Case:
    """Idle waiting never helps."""
    return expectations(p, q), expectations(p, insert(q, r.below(len(q) + 1), {"Wait": 1 + r.below(4)}))


def law_pause(r: SplitMix64, p: Profile, q: List[Move]) -> Case:
    """An empty move never helps."""
    return expectations(p, q), expectations(p, insert(q, r.below(len(q) + 1), []))


def law_avoidance(r: SplitMix64, p: Profile, q: List[Move]) -> Case:
    """An avoidance act (or Wait) as a move of its own never helps, at any point."""
    return expectations(p, q), expectations(p, insert(q, r.below(len(q) + 1), random_act(r, True)))


def law_avoidance_inside(r: SplitMix64, p: Profile, q: List[Move]) -> Case:
    """An avoidance act added to a move never helps."""
    k = r.below(len(q))
    act = parse_act(random_act(r, True))
    names = [a[0] for a in q[k]]
    if act[0] in names or (act[0] in IDLE_ACTS and any(n in IDLE_ACTS for n in names)):
        return None
    longer = tuple(sorted(q[k] + (act,), key=lambda a: ORDER[a[0]]))
    return expectations(p, q), expectations(p, list(q[:k]) + [longer] + list(q[k + 1:]))


def law_compensation(r: SplitMix64, p: Profile, q: List[Move]) -> Case:
    """More compensation of the same kind never lowers satisfaction, cumulative satisfaction, intention."""
    kind, low = KINDS[r.below(4)], 1 + r.below(9)
    high, k = low + 1 + r.below(10 - low), r.below(len(q) + 1)
    what = MEASURES[:3]
    return expectations(p, insert(q, k, comp(high, kind)), what), expectations(p, insert(q, k, comp(low, kind)), what)


def law_fix_earlier(r: SplitMix64, p: Profile, q: List[Move]) -> Case:
    """A sure fix one move earlier is never worse, unless that move promises or asks for the remedy."""
    p.obvious, p.irreparable = True, False
    k = r.below(len(q))
    if any(a[0] in ("Promise", "AskRemedy") for a in q[k]):
        return None
    return expectations(p, insert(q, k, "Fix")), expectations(p, insert(q, k + 1, "Fix"))


def law_empathy(r: SplitMix64, p: Profile, q: List[Move]) -> Case:
    """Empathy after a felt empathy never helps."""
    k = r.below(len(q) + 1)
    q = insert(q, k, ["Listen", "Empathise"])
    return expectations(p, q), expectations(p, insert(q, k + 1 + r.below(len(q) - k), "Empathise"))


def law_apology(r: SplitMix64, p: Profile, q: List[Move]) -> Case:
    """A further apology never helps, before or after the first."""
    q = insert(q, r.below(len(q) + 1), "Apologise")
    return expectations(p, q), expectations(p, insert(q, r.below(len(q) + 1), "Apologise"))


def law_listen(r: SplitMix64, p: Profile, q: List[Move]) -> Case:
    """A third Listen never helps (unless an interruption undid one)."""
    k = r.below(len(q) + 1)
    q = [tuple(a for a in m if a[0] != "Interrupt") for m in insert(q, k, "Listen", "Listen")]
    return expectations(p, q), expectations(p, insert(q, k + 2 + r.below(len(q) - k - 1), "Listen"))


def law_neutral(r: SplitMix64, p: Profile, q: List[Move]) -> Case:
    """An act without effect equals silence of the same length, state for state."""
    name = ("Own", "Thank", "Clarify", "Reassure", "Explain", "StatusUpdate", "Listen", "Gesture", "Fix")[r.below(9)]
    if name == "Fix":
        p.obvious = True
    q = list(q) + moves(name, name)
    ticks = move_times(moves(name)[0])[0]
    same = distribution(p, q + moves(name)) == distribution(p, q + moves(*[[]] * ticks))
    return [Fraction(same)], [Fraction(1)]


def law_delivery(r: SplitMix64, p: Profile, q: List[Move]) -> Case:
    """A fix in the encounter is never worse than a promise kept on day 1."""
    if p.irreparable:
        return None
    q = list(q) + moves(["Listen", "Clarify", "Paraphrase"])
    return (expectations(p, q + moves("Fix", "Close", [], "End"), ("sat",)),
            expectations(p, q + moves(promise(8), "Close", "Fix", "End"), ("sat",)))


LAWS = (law_wait, law_pause, law_avoidance, law_avoidance_inside, law_compensation, law_fix_earlier,
        law_empathy, law_apology, law_listen, law_neutral, law_delivery)


def run_laws(cases: int, seed: int, quiet: bool = False) -> Tuple[int, int]:
    """Run each law on ``cases`` random cases. Returns (applicable cases, violations)."""
    r = SplitMix64(seed)
    total = bad = 0
    for law in LAWS:
        n = v = 0
        for _ in range(cases):
            p, q = sample_profile(r), random_moves(r)
            pair = law(r, p, q)
            if pair is None:
                continue
            n += 1
            if any(a < b for a, b in zip(*pair)):
                v += 1
                if not quiet:
                    print("VIOLATION", law.__name__, json.dumps(profile_json(p)), q)
        if not quiet:
            print("%-22s %6d cases %3d violations  %s" % (law.__name__, n, v, (law.__doc__ or "").strip()))
        total, bad = total + n, bad + v
    return total, bad


# ------------------------------------------------------------------------------------------
# Command line
# ------------------------------------------------------------------------------------------


def run_json(profile: Any, sequence: Any, tape: Sequence[int] = (), economics: Any = None,
             seed: Optional[int] = None) -> List[Dict[str, Any]]:
    """Play a sequence given as JSON; one record for the start and one per move."""
    p, e = parse_profile(profile), parse_economics(economics or {})
    rng = SplitMix64(seed) if seed is not None else None
    if rng is not None:
        p = draw_traits(p, rng)
    left, s = list(tape), start()
    records = [dict(step=0, state="%016x" % pack(s), **outcome(p, s, e))]
    for i, m in enumerate(sequence):
        used: List[int] = []
        s, events = resolve(p, s, parse_move(m), seed_roll(rng, used) if rng else tape_roll(left, used))
        records.append(dict(step=i + 1, move=m, bytes=used, events=events, state="%016x" % pack(s), **outcome(p, s, e)))
    return records


def check_vectors(path: str) -> Tuple[int, int]:
    """Replay a vector file. A line with ``invalid`` holds a move that must be rejected when read.
    Returns (vectors, failures)."""
    n = bad = 0
    with open(path, encoding="utf-8") as f:
        for line in f:
            v = json.loads(line)
            n += 1
            if "invalid" in v:
                try:
                    parse_move(v["invalid"])
                    bad += 1
                    print("ACCEPTED", v["id"])
                except ValueError:
                    pass
                continue
            try:
                got = run_json(v["profile"], v["moves"], v.get("tape", ()), v.get("economics"), v.get("seed"))
                same = got == v["steps"]
                if "last_dist" in v:
                    p = parse_profile(v["profile"])
                    s = unpack(int(v["steps"][-2]["state"], 16))
                    same &= scaled(p, s, parse_move(v["moves"][-1])) == v["last_dist"]
            except Exception as error:  # a vector must never crash the reader
                same = False
                print(v.get("id"), error)
            if not same:
                bad += 1
                print("MISMATCH", v.get("id"))
    return n, bad


def scaled(p: Profile, s: State, m: Move) -> Dict[str, Any]:
    """All outcomes of one move with integer weights over a common denominator 256**bytes."""
    branches = step(p, s, m)
    top = max(n for _, n, _ in branches)
    out: Dict[str, int] = {}
    for w, n, t in branches:
        k = "%016x" % pack(t)
        out[k] = out.get(k, 0) + w * 256 ** (top - n)
    return {"bytes": top, "weights": {k: out[k] for k in sorted(out)}}


def main(argv: Sequence[str]) -> int:
    if not argv or argv[0] in ("-h", "--help"):
        print(__doc__)
        return 0
    command, rest = argv[0], list(argv[1:])
    if command == "run":
        tape: List[int] = []
        seed = None
        if "--tape" in rest:
            i = rest.index("--tape")
            tape = [int(x) for x in rest[i + 1].split(",") if x]
            del rest[i:i + 2]
        if "--seed" in rest:
            i = rest.index("--seed")
            seed = int(rest[i + 1])
            del rest[i:i + 2]
        for record in run_json(json.loads(rest[0]), json.loads(rest[1]), tape, None, seed):
            print(json.dumps(record))
    elif command == "dist":
        p = parse_profile(json.loads(rest[0]))
        for word, pr in sorted(distribution(p, [parse_move(m) for m in json.loads(rest[1])]).items()):
            o = outcome(p, unpack(word))
            print(json.dumps({"state": "%016x" % word, "p": str(pr), "about": round(float(pr), 6),
                              "sat": o["sat"], "loyal": o["loyal"], "net": o["net"]}))
    elif command == "findings":
        failed = 0
        for ident, kind, source, claim, f in FINDINGS:
            ok, text = f()
            failed += not ok
            print("%s %s %-4s %s | %s | %s" % (ident, kind, "pass" if ok else "FAIL", source, claim, text))
        print("%d findings, %d failed" % (len(FINDINGS), failed))
        return 1 if failed else 0
    elif command == "laws":
        total, bad = run_laws(int(rest[0]) if rest else 2000, 1)
        print("%d cases, %d violations" % (total, bad))
        return 1 if bad else 0
    elif command == "check":
        n, bad = check_vectors(rest[0])
        print("%d vectors, %d failures" % (n, bad))
        return 1 if bad else 0
    elif command == "table":
        print("| name | values | unit | meaning | source | label |\n| --- | --- | --- | --- | --- | --- |")
        for c in read_coefficients():
            print("| `%s` | %s | %s | %s | %s | %s |" % (
                c.name, ", ".join(map(str, c.values)), c.unit, c.meaning, c.source, c.label))
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
