package org.stillcall.trunk;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.stillcall.base.Digits;
import org.stillcall.plan.Identity;
import org.stillcall.sip.HeaderName;
import org.stillcall.sip.NameAddress;
import org.stillcall.sip.SipMessage;
import org.stillcall.sip.Slice;
import org.stillcall.trunk.Finding.Fault;

/**
 * Compares what a test call was to show with the INVITE that arrived at a number of ours. Pure; reads bytes in place
 * and makes no text of them.
 *
 * <p>How: From, the vouched identities, redirections and the signed token are read for who they name. Every other
 * header line but To and Via, and the description of the sound, is only searched for numbers and names of the centre: a
 * carrier's own identifiers are full of digits, and what we do not know cannot have come from us. Request-URI and To
 * say whom the call was for and are not looked at.
 */
public final class ProbeJudge {
    private static final Set<HeaderName> NOT_READ =
            Set.of(HeaderName.TO, HeaderName.VIA, HeaderName.IDENTITY, HeaderName.CONTENT_LENGTH, HeaderName.CSEQ);

    private final Expected expected;
    private final SipMessage seen;
    private final DigitRuns runs;
    private final EnumSet<Finding> findings = EnumSet.noneOf(Finding.class);

    private ProbeJudge(Expected expected, SipMessage seen, DigitRuns runs) {
        this.expected = expected;
        this.seen = seen;
        this.runs = runs;
    }

    /** What stood in {@code seen} that should not, worst first; empty when all was as it should be. */
    public static List<Finding> judge(Expected expected, SipMessage seen) {
        try (DigitRuns runs = new DigitRuns()) {
            ProbeJudge judge = new ProbeJudge(expected, seen, runs);
            judge.from();
            judge.headers();
            judge.body();
            return List.copyOf(judge.findings);
        }
    }

    /**
     * Whether it is for that number, which may be written in full or as its carrier writes it, a subscriber's at
     * least.
     */
    public static boolean isTo(SipMessage invite, Digits called) {
        boolean dialled = isTo(UriUser.of(invite.requestUri()), called);
        return dialled || invite.to().valid() && isTo(UriUser.of(invite.to().uri()), called);
    }

    private static boolean isTo(Slice user, Digits called) {
        int at = user.length() - 1;
        int from = called.length() - 1;
        while (at >= 0 && from >= 0 && user.at(at) == called.at(from)) {
            at--;
            from--;
        }
        boolean whole = at < 0 || at == 0 && user.at(0) == '+';
        return whole && called.length() - 1 - from >= DigitRuns.TELLING;
    }

    /** The same as {@link #judge} of a response: empty, or that something of the centre came back. */
    public static List<Finding> judgeAnswer(Expected expected, SipMessage response) {
        try (DigitRuns runs = new DigitRuns()) {
            ProbeJudge judge = new ProbeJudge(expected, response, runs);
            judge.answer();
            return List.copyOf(judge.findings);
        }
    }

    /** Whether these say that a mode must not be used. */
    public static boolean leaks(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.fault() == Fault.LEAK);
    }

    private boolean hidden() {
        return expected.mode() == Identity.HIDDEN;
    }

    private void from() {
        NameAddress from = seen.from();
        if (!from.valid()) {
            findings.add(Finding.UNREADABLE);
            return;
        }
        Slice user = UriUser.of(from.uri());
        if (Nobody.is(user)) {
            if (!hidden()) {
                findings.add(Finding.NOT_SHOWN);
            }
        } else {
            shown(user);
        }
        name(from.display());
    }

    /** Who is shown as the caller. */
    private void shown(Slice user) {
        boolean known = number(user);
        if (!known) {
            findings.add(hidden() ? Finding.NAME_SHOWN : Finding.WRONG_NUMBER);
        }
    }

    /** Judges the numbers in it; false when there is none. */
    private boolean number(Slice text) {
        boolean other = runs.any(text, run -> run.tells() && !isLent(run));
        boolean lent = runs.any(text, run -> run.tells() && isLent(run));
        if (other) {
            findings.add(Finding.WRONG_NUMBER);
        }
        if (lent && hidden()) {
            findings.add(Finding.NUMBER_SHOWN);
        }
        return other || lent;
    }

    private boolean isLent(DigitRuns run) {
        return run.isNumber(expected.lent().e164());
    }

    private boolean isCalled(DigitRuns run) {
        return run.isDialled(UriUser.of(seen.requestUri()))
                || seen.to().valid() && run.isDialled(UriUser.of(seen.to().uri()));
    }

    private void name(Slice display) {
        Slice text = unquoted(display);
        if (Nobody.warns(text)) {
            findings.add(Finding.LABELLED);
        }
        if (Nobody.is(text) || number(text)) {
            return;
        }
        if (hidden()) {
            findings.add(Finding.NAME_SHOWN);
        } else if (!mayStand(text)) {
            findings.add(Finding.WRONG_NAME);
        }
    }

    private boolean mayStand(Slice name) {
        CallerName alias = expected.alias();
        return alias != null && name.isIgnoringCase(alias.text())
                || expected.ours().networkNames().stream().anyMatch(name::isIgnoringCase);
    }

    private static Slice unquoted(Slice display) {
        Slice text = display.trimmed();
        boolean quoted = text.length() >= 2 && text.at(0) == '"' && text.at(text.length() - 1) == '"';
        return quoted ? text.part(1, text.length() - 1).trimmed() : text;
    }

    private void headers() {
        for (int i = 0; i < seen.headerCount(); i++) {
            Slice value = seen.headerValue(i);
            switch (seen.headerName(i)) {
                case P_ASSERTED_IDENTITY, P_PREFERRED_IDENTITY, REMOTE_PARTY_ID -> vouched(value);
                case DIVERSION, HISTORY_INFO -> redirected(value);
                case IDENTITY -> tokens(value);
                default -> {
                    // searched below
                }
            }
            if (!NOT_READ.contains(seen.headerName(i))) {
                search(value, Finding.NUMBER_SHOWN, Finding.WRONG_NUMBER);
            }
            if (seen.headerName(i) == HeaderName.OTHER && Nobody.warns(value)) {
                findings.add(Finding.LABELLED);
            }
        }
    }

    /** RFC 3325 section 9.1: one address, or two. */
    private void vouched(Slice value) {
        Slice rest = value;
        while (!rest.isEmpty()) {
            NameAddress address = NameAddress.parse(rest);
            if (!address.valid()) {
                findings.add(Finding.UNREADABLE);
                return;
            }
            Slice user = UriUser.of(address.uri());
            if (hidden() && !Nobody.is(user)) {
                findings.add(Finding.ASSERTED_SHOWN);
            }
            if (runs.any(user, run -> run.tells() && !isLent(run))) {
                findings.add(Finding.WRONG_NUMBER);
            }
            name(address.display());
            rest = address.rest();
        }
    }

    /** What names the number that was called is no redirection. */
    private void redirected(Slice value) {
        Slice rest = value;
        while (!rest.isEmpty()) {
            NameAddress address = NameAddress.parse(rest);
            if (!address.valid()) {
                findings.add(Finding.UNREADABLE);
                return;
            }
            Slice user = UriUser.of(address.uri());
            boolean tells = runs.any(user, run -> run.tells() && !isCalled(run) && (hidden() || !isLent(run)));
            if (tells) {
                findings.add(Finding.REDIRECTION_SHOWN);
            }
            name(address.display());
            rest = address.rest();
        }
    }

    /** RFC 8224 section 4: several may stand in one line. */
    private void tokens(Slice value) {
        Slice rest = value;
        boolean more = true;
        while (more) {
            int comma = comma(rest);
            token(comma < 0 ? rest : rest.part(0, comma));
            more = comma >= 0;
            rest = more ? rest.from(comma + 1) : rest;
        }
    }

    /** The first comma outside of quotes and of angle brackets. */
    private static int comma(Slice text) {
        boolean quoted = false;
        boolean bracketed = false;
        for (int i = 0; i < text.length(); i++) {
            byte c = text.at(i);
            quoted ^= c == '"' && !bracketed;
            bracketed = !quoted && (c == '<' || bracketed && c != '>');
            if (c == ',' && !quoted && !bracketed) {
                return i;
            }
        }
        return -1;
    }

    private void token(Slice value) {
        findings.addAll(Passport.read(value, reading -> switch (reading) {
            case Passport.Reading.Unreadable _ -> List.of(Finding.TOKEN_UNREADABLE);
            case Passport.Reading.Compact _ -> List.of();
            case Passport.Reading.Claims claims -> claims(claims);
        }));
    }

    /** The carrier has to sign a number; the borrowed one harms nobody. */
    private List<Finding> claims(Passport.Reading.Claims claims) {
        boolean other = runs.any(claims.origin(), run -> run.tells() && !isLent(run));
        return other || claims.named() && hidden() ? List.of(Finding.TOKEN_WRONG) : List.of();
    }

    /** Looks for what is the centre's. */
    private void search(Slice value, Finding borrowed, Finding another) {
        for (PilotNumber number : expected.ours().numbers()) {
            boolean lent = number.equals(expected.lent());
            if (lent && !hidden()) {
                continue;
            }
            if (runs.any(value, run -> run.holds(number.e164()) && !isCalled(run))) {
                findings.add(lent ? borrowed : another);
            }
        }
        if (expected.ours().unsaid().stream().anyMatch(name -> Nobody.holds(value, name))) {
            findings.add(Finding.CENTRE_NAMED);
        }
    }

    private void body() {
        if (new SoundJudge(expected, runs, this::isCalled).description(seen.body())) {
            findings.add(Finding.DESCRIPTION_TELLS);
        }
    }

    /** What came back is seen by us alone; what it says of the side that answered is what a caller to us would see. */
    private void answer() {
        for (int i = 0; i < seen.headerCount(); i++) {
            if (!NOT_READ.contains(seen.headerName(i)) && seen.headerName(i) != HeaderName.FROM) {
                search(seen.headerValue(i), Finding.ANSWER_TELLS);
            }
        }
        if (new SoundJudge(expected, runs, run -> isLent(run) || isCalled(run)).description(seen.body())) {
            findings.add(Finding.ANSWER_TELLS);
        }
    }

    private void search(Slice value, Finding another) {
        boolean number = expected.ours().numbers().stream()
                .filter(each -> !each.equals(expected.lent()))
                .anyMatch(each -> runs.any(value, run -> run.holds(each.e164()) && !isCalled(run)));
        if (number || expected.ours().unsaid().stream().anyMatch(name -> Nobody.holds(value, name))) {
            findings.add(another);
        }
    }

    @Override
    public String toString() {
        return "ProbeJudge";
    }
}
