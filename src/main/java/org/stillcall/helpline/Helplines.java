package org.stillcall.helpline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.base.Loop;
import org.stillcall.base.Randomness;
import org.stillcall.call.CalledIn;
import org.stillcall.call.CallerLine;
import org.stillcall.call.Doorway;
import org.stillcall.call.Inbound;
import org.stillcall.call.LineView;
import org.stillcall.call.PassedOn;
import org.stillcall.call.Ringer;
import org.stillcall.call.Switchboard.DirectView;
import org.stillcall.call.Switchboard.Gauge;
import org.stillcall.duty.Roster;
import org.stillcall.duty.Tier;
import org.stillcall.duty.Worker;
import org.stillcall.media.Prompts;
import org.stillcall.store.PersonId;
import org.stillcall.trunk.PilotNumber;

/** All callers of all published numbers. Loop thread only. */
public final class Helplines implements Inbound, House {
    private static final int BUSY = 486;
    private static final int CHALLENGE_KEYS = 9;

    private final Parts parts;
    private final Map<PilotNumber, Helpline> byNumber = new LinkedHashMap<>();
    private final Map<PilotNumber, Direct> directs = new LinkedHashMap<>();
    private final List<PilotNumber> numbers;
    private final Map<Caller, String> callers = new LinkedHashMap<>(); // with the name of their search
    private final Words words;
    private final Tokens tokens;
    private final Returning returning;
    private final Nuisance nuisance;
    private final Hunting hunting;
    private final Happened happened;
    private boolean closing;

    /**
     * What they are built from.
     *
     * @param number a caller's number as it is written in full, a new one; null to take it as it is
     * @param box where messages are kept; null where none are
     * @param elsewhere the second centre of each programme that has an agreement with one
     */
    public record Parts(
            Loop loop,
            Randomness randomness,
            Prompts prompts,
            Spoken spoken,
            Roster roster,
            Ringer ringer,
            Doorway doorway,
            Function<Shown, @Nullable Digits> number,
            @Nullable MessageBox box,
            Map<Label, Doorway.Elsewhere> elsewhere) {
        @Override
        public String toString() {
            return "Parts";
        }
    }

    /** A number as a network shows it to a programme. */
    public record Shown(Label programme, Digits number) {
        @Override
        public String toString() {
            return "Shown";
        }
    }

    public Helplines(List<Helpline> all, Parts parts) {
        this(all, List.of(), parts);
    }

    public Helplines(List<Helpline> all, List<Direct> own, Parts parts) {
        this.parts = parts;
        for (Direct direct : own) {
            direct.line().numbers().forEach(number -> {
                directs.put(number, direct);
                byNumber.put(number, direct.line());
            });
        }
        for (Helpline helpline : all) {
            helpline.numbers().forEach(number -> byNumber.put(number, helpline));
        }
        this.numbers = List.copyOf(byNumber.keySet());
        this.words = new Words(parts.spoken(), Numerals.builtIn(), parts.prompts());
        this.tokens = new Tokens(parts.randomness());
        this.returning = new Returning(tokens, parts.loop(), parts.randomness());
        this.nuisance = new Nuisance(tokens, parts.loop());
        this.hunting = new Hunting(parts.loop(), parts.ringer(), parts.roster());
        this.happened = new Happened(
                Stream.concat(own.stream().map(Direct::line), all.stream()).toList());
    }

    @Override
    public List<PilotNumber> numbers() {
        return numbers;
    }

    @Override
    public CallerLine.@Nullable Ear called(PilotNumber number, CallerLine line) {
        Direct direct = directs.get(number);
        return letIn(
                new Asked(byNumber.get(number), direct),
                line,
                (caller, token) ->
                        direct == null ? returning.byToken(caller.helpline().programme(), token) : null);
    }

    @Override
    public boolean isPublished(Label programme) {
        return published(programme) != null;
    }

    @Override
    public CallerLine.@Nullable Ear comesBack(Back back, CallerLine line) {
        PersonId person = person(back);
        return letIn(
                new Asked(published(back.programme()), null),
                line,
                (caller, token) -> new Returning.Found(person, caller.code()));
    }

    private @Nullable PersonId person(Back back) {
        Label phone = back.phone();
        return phone == null
                ? back.person()
                : Stream.of(Tier.values())
                        .flatMap(tier -> parts.roster().onDuty(back.programme(), tier).stream())
                        .filter(worker -> worker.phones().contains(phone))
                        .map(Worker::person)
                        .findFirst()
                        .orElse(null);
    }

    /** The line that somebody called, and whose own it is; no line where we have none. */
    private record Asked(
            @Nullable Helpline helpline, @Nullable Direct direct) {}

    private CallerLine.@Nullable Ear letIn(
            Asked asked, CallerLine line, BiFunction<Caller, @Nullable Token, Returning.@Nullable Found> known) {
        Helpline helpline = asked.helpline();
        if (closing || helpline == null || !hasRoom()) {
            line.refuse(BUSY);
            return null;
        }
        Token token = token(helpline, line);
        if (!nuisance.letsIn(token)) {
            if (token != null) {
                token.close();
            }
            line.refuse(BUSY);
            return null;
        }
        happened.add(helpline.programme(), Happened.What.CALLED);
        String code = returning.newCode(this::hasCode);
        Caller caller = new Caller(
                this, helpline, line, new Means(offer(helpline, asked.direct()), token, code, asked.direct()));
        callers.put(caller, "");
        Returning.Found back = known.apply(caller, token);
        // a leg can be answered once its caller is known to the stack
        parts.loop().execute(() -> caller.begin(back));
        return caller;
    }

    /** A flood that never acknowledges our answers does not keep the line busy for whoever does. */
    private boolean hasRoom() {
        if (callers.size() >= Limits.CALLERS) {
            callers.keySet().stream().filter(Caller::isUnheard).findFirst().ifPresent(Caller::end);
        }
        return callers.size() < Limits.CALLERS;
    }

    private @Nullable Token token(Helpline helpline, CallerLine line) {
        Digits shown = line.shown();
        if (shown == null) {
            return null;
        }
        try (Digits full = parts.number().apply(new Shown(helpline.programme(), shown))) {
            return tokens.of(full == null ? shown : full);
        }
    }

    private boolean hasCode(String code) {
        return callers.keySet().stream().anyMatch(caller -> caller.code().equals(code));
    }

    private Welcome.Offer offer(Helpline helpline, @Nullable Direct direct) {
        Welcome.Offer offer = offer(helpline);
        return direct == null
                ? offer
                : new Welcome.Offer(offer.languages(), false, offer.message(), offer.key(), direct.then(), false);
    }

    private Welcome.Offer offer(Helpline helpline) {
        boolean wave = helpline.waveAbove() > 0 && nuisance.lastMinute() > helpline.waveAbove();
        Character key = wave ? (char) ('1' + (parts.randomness().nextLong() >>> 1) % CHALLENGE_KEYS) : null;
        boolean message = helpline.offers().message() && parts.box() != null;
        boolean elsewhere = parts.elsewhere().containsKey(helpline.programme());
        return new Welcome.Offer(helpline.languages(), helpline.offers().voices(), message, key, null, elsewhere);
    }

    // what a caller asks

    @Override
    public Loop loop() {
        return parts.loop();
    }

    @Override
    public Words words() {
        return words;
    }

    @Override
    public @Nullable PersonId whose(Direct direct) {
        return parts.roster().whose(direct.name()).orElse(null);
    }

    /** Who came in by a wave's key is not asked again. */
    @Override
    public Entered enter(Caller caller, @Nullable Token known) {
        Helpline helpline = Objects.requireNonNull(published(caller.helpline().programme()));
        return new Entered(helpline, offer(helpline).unchallenged(), returning.byToken(helpline.programme(), known));
    }

    private @Nullable Helpline published(Label programme) {
        return byNumber.entrySet().stream()
                .filter(each -> !directs.containsKey(each.getKey())
                        && each.getValue().programme().equals(programme))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void seeks(Caller caller) {
        String search = parts.randomness().token(128);
        callers.put(caller, search);
        hunting.seek(caller, search);
    }

    @Override
    public void seeksNot(Caller caller) {
        hunting.leave(callers.getOrDefault(caller, ""));
    }

    @Override
    public void ends(String search, PersonId person) {
        hunting.ends(search, person);
    }

    @Override
    public void takes(String search, PersonId person) {
        hunting.takes(search, person);
    }

    /** Said before the search begins: as many wait before them as wait now. */
    @Override
    public int place(Caller caller) {
        return 1
                + (int) callers.keySet().stream()
                        .filter(other -> other != caller && other.waits() && other.helpline() == caller.helpline())
                        .count();
    }

    @Override
    public void nobody(Caller caller) {
        happened.add(caller.helpline().programme(), Happened.What.NOBODY);
    }

    @Override
    public @Nullable PassedOn passOn(Caller caller, PassedOn.Told told) {
        Doorway.Elsewhere whom = parts.elsewhere().get(caller.helpline().programme());
        return whom == null ? null : parts.doorway().passOn(caller.line(), whom, told);
    }

    @Override
    public Returning.@Nullable Found byCode(Caller caller, String code) {
        return returning.byCode(caller.helpline().programme(), code);
    }

    @Override
    public void expect(Helpline helpline, Returning.Sign sign, PersonId person) {
        returning.expect(helpline.programme(), sign, person, helpline.again());
    }

    @Override
    public void refuse(Token token) {
        nuisance.refuse(token);
    }

    @Override
    public MessageBox.@Nullable Recording record(Caller caller, Consumer<MessageBox.Ended> over) {
        MessageBox box = parts.box();
        return box == null
                ? null
                : box.begin(caller.line().media(), caller.helpline().programme(), caller.language(), over);
    }

    @Override
    public boolean connect(CallerLine line, Ringer.Accepted accepted, CalledIn facts) {
        boolean connected = parts.doorway().connect(line, accepted, facts);
        if (connected) {
            happened.add(facts.programme(), Happened.What.TAKEN);
        }
        return connected;
    }

    @Override
    public void left(Caller caller) {
        callers.remove(caller);
    }

    // from outside

    /** For metrics. Loop thread. */
    public List<Gauge> figures() {
        return List.of(
                new Gauge("stillcall_callers", "Callers of published numbers now.", callers.size()),
                new Gauge("stillcall_callers_waiting", "Callers who wait for somebody now.", waiting()),
                new Gauge("stillcall_callers_known", "Callers who could be known again now.", tokens.inUse()),
                new Gauge(
                        "stillcall_callers_elsewhere",
                        "Callers for whom a second centre is called, or who talk with it, now.",
                        parts.doorway().passedOn()),
                new Gauge(
                        "stillcall_callers_unanswered",
                        "Callers so far whom nobody took in the set time.",
                        happened.sum(Happened.What.NOBODY)));
    }

    private int waiting() {
        return (int) callers.keySet().stream().filter(Caller::waits).count();
    }

    @Override
    public List<DirectView> directs() {
        return directs.entrySet().stream()
                .map(each -> new DirectView(
                        each.getValue().name(),
                        each.getKey(),
                        each.getValue().line().programme(),
                        each.getValue().then().name()))
                .toList();
    }

    @Override
    public List<LineView> views() {
        return byNumber.values().stream()
                .filter(helpline -> directs.values().stream().noneMatch(direct -> direct.line() == helpline))
                .distinct()
                .map(helpline -> LineBoard.of(helpline, callers.keySet(), happened))
                .toList();
    }

    /** How many callers can be known again now, in all ways. Loop thread. */
    public int known() {
        return tokens.inUse();
    }

    @Override
    public void endAll() {
        closing = true;
        hunting.end();
        new ArrayList<>(callers.keySet())
                .stream().filter(caller -> !caller.talks()).forEach(Caller::end);
        returning.forgetAll();
        nuisance.forgetAll();
    }

    @Override
    public String toString() {
        return "Helplines";
    }
}
