package org.stillcall.plan;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.plan.DroppedRule.Never;
import org.stillcall.plan.DroppedRule.RedialOnce;
import org.stillcall.plan.DroppedRule.WaitForReturn;
import org.stillcall.plan.SafeTimes.Window;

/** Makes a plan of the fields of its text, or says which of them is wrong. */
final class PlanReader {
    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

    private enum Day {
        MON,
        TUE,
        WED,
        THU,
        FRI,
        SAT,
        SUN
    }

    private enum Dropped {
        REDIAL_ONCE,
        WAIT,
        WAIT_THEN_HELPLINE,
        NEVER
    }

    private PlanReader() {}

    static ContactPlan plan(PlanFields fields) {
        ContactPlan plan = new ContactPlan(
                programme(fields),
                zone(fields),
                fields.list("windows", Limits.SAFE_WINDOWS, PlanReader::window),
                fields.list("once", Limits.PLAN_STRETCHES, item -> stretch("once", item)),
                fields.list("except", Limits.PLAN_STRETCHES, item -> stretch("except", item)),
                fields.choice("caller", Caller.values()),
                ring(fields),
                voicemail(fields.object("voicemail")),
                dropped(fields.object("dropped")),
                identity(fields.object("identity")),
                ifRejected(fields),
                fields.truth("monitored"),
                fields.list("languages", Limits.PLAN_LANGUAGES, PlanReader::language),
                fields.day("end"),
                fields.day("askAgain"),
                fields.number("attempts", n -> n >= 1 && n <= Limits.PLAN_ATTEMPTS, "Allow 1 to 20 attempts."));
        fields.done();
        return plan;
    }

    private static Label programme(PlanFields fields) {
        String sentence = "Choose one of the programmes.";
        String text = fields.text("programme", sentence);
        if (!Label.isLabel(text)) {
            throw fields.fault("programme", sentence);
        }
        return new Label(text);
    }

    private static ZoneId zone(PlanFields fields) {
        String sentence = "Choose the time zone that the survivor lives in.";
        String text = fields.text("zone", sentence);
        if (!ZONES.contains(text)) {
            throw fields.fault("zone", sentence);
        }
        return ZoneId.of(text);
    }

    private static Window window(Object item) {
        PlanFields fields = new PlanFields("windows", item);
        Day day = fields.choice("day", Day.values());
        LocalTime from = fields.time("from");
        LocalTime to = fields.time("to");
        fields.done();
        if (from.equals(to) && !from.equals(LocalTime.MIDNIGHT)) {
            throw fields.fault("to", "A window begins and ends at two times.");
        }
        return new Window(DayOfWeek.of(day.ordinal() + 1), from, to);
    }

    private static Stretch stretch(String path, Object item) {
        PlanFields fields = new PlanFields(path, item);
        LocalDateTime from = fields.moment("from");
        LocalDateTime to = fields.moment("to");
        fields.done();
        if (!from.isBefore(to)) {
            throw fields.fault("to", "This has to be later than the beginning.");
        }
        if (path.equals("once") && to.isAfter(from.plusDays(Limits.PLAN_STRETCH_DAYS))) {
            throw fields.fault("to", "A single time lasts a week at most. Check its dates.");
        }
        return new Stretch(from, to);
    }

    private static @Nullable RingPattern ring(PlanFields fields) {
        if (!fields.has("ring")) {
            return null;
        }
        PlanFields ring = fields.object("ring");
        int seconds = ring.number("seconds", RingPattern::isRing, "Let it ring for 3 to 30 seconds.");
        int pause = ring.number("waitSeconds", RingPattern::isPause, "Wait for 10 to 900 seconds.");
        ring.done();
        return new RingPattern(Duration.ofSeconds(seconds), Duration.ofSeconds(pause));
    }

    private static VoicemailConsent voicemail(PlanFields fields) {
        VoicemailConsent voicemail =
                new VoicemailConsent(fields.choice("consent", VoicemailConsent.Wording.values()), consent(fields));
        fields.done();
        return voicemail;
    }

    private static DroppedRule dropped(PlanFields fields) {
        Dropped rule = fields.choice("rule", Dropped.values());
        int minutes = fields.number(
                "minutes",
                n -> DroppedRule.isMinutes(n) || n == 0 && rule == Dropped.NEVER,
                "Say how many minutes, from 1 to 60.");
        fields.done();
        return switch (rule) {
            case REDIAL_ONCE -> new RedialOnce(Duration.ofMinutes(minutes));
            case WAIT -> new WaitForReturn(Duration.ofMinutes(minutes));
            case WAIT_THEN_HELPLINE -> new WaitForReturn(Duration.ofMinutes(minutes), DroppedRule.Otherwise.HELPLINE);
            case NEVER -> new Never();
        };
    }

    private static IdentityChoice identity(PlanFields fields) {
        IdentityChoice identity =
                new IdentityChoice(fields.choice("shows", IdentityChoice.Shows.values()), consent(fields));
        fields.done();
        return identity;
    }

    private static @Nullable RejectionConsent ifRejected(PlanFields plan) {
        if (!plan.has("ifRejected")) {
            return null;
        }
        PlanFields fields = plan.object("ifRejected");
        RejectionConsent.Scope scope = fields.choice("scope", RejectionConsent.Scope.values());
        Consent consent = consent(fields);
        List<RejectionConsent.Risk> risks = fields.list("risks", RejectionConsent.Risk.values().length, item -> {
            RejectionConsent.Risk risk = PlanFields.oneOf(item, RejectionConsent.Risk.values());
            if (risk == null) {
                throw fields.fault("risks", "This is not one of the risks.");
            }
            return risk;
        });
        fields.done();
        Set<RejectionConsent.Risk> everyRisk = EnumSet.allOf(RejectionConsent.Risk.class);
        if (!Set.copyOf(risks).equals(everyRisk)) {
            throw fields.fault("risks", "Read all the risks out before this consent is kept.");
        }
        return new RejectionConsent(scope, consent, everyRisk);
    }

    private static Consent consent(PlanFields fields) {
        LocalDate given = fields.day("given");
        LocalDate until = fields.day("until");
        if (until.isBefore(given)) {
            throw fields.fault("until", "A consent ends on the day it was given or later.");
        }
        return new Consent(given, until);
    }

    private static Language language(Object item) {
        if (!(item instanceof String tag) || !Language.isLanguage(tag)) {
            throw new PlanFields.FaultException("languages", "Choose languages from the list.");
        }
        return new Language(tag);
    }

    static String day(DayOfWeek day) {
        return Day.values()[day.getValue() - 1].name();
    }
}
