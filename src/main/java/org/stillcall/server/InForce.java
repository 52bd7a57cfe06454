package org.stillcall.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.console.DeskMeans;
import org.stillcall.console.HouseRules;
import org.stillcall.helpline.MessageRules;
import org.stillcall.plan.ProgrammeRule;

/**
 * Which settings hold now: one that is weaker than the guide for as long as its reason holds, and not a moment longer.
 * One without a reason never does. Asked from any thread.
 */
final class InForce implements HouseRules {
    private final Settings settings;
    private final Supplier<Instant> now;
    private final Map<String, Weaker> excused = new HashMap<>();
    /** Of what is weaker; without a reason its end came long ago. */
    private final Map<String, Instant> ends = new HashMap<>();

    private InForce(Settings settings, Supplier<Instant> now) {
        this.settings = settings;
        this.now = now;
        settings.centre().weaker().forEach(weaker -> excused.put(weaker.setting(), weaker));
        for (Guide.Row row : Guide.ROWS) {
            row.measure()
                    .apply(settings)
                    .filter(one -> one.standing() == Standing.WEAKER)
                    .forEach(one -> {
                        Weaker excuse = excused.get(row.setting(one));
                        ends.put(
                                row.setting(one),
                                excuse == null
                                        ? Instant.MIN
                                        : excuse.end(settings.centre().zone()));
                    });
        }
    }

    /** @param now a clock that never goes back, so that what is over stays over */
    static InForce of(Settings settings, Supplier<Instant> now) {
        return new InForce(settings, now);
    }

    /** Whether what the configuration says holds; else what the guide says. */
    boolean holds(String setting) {
        Instant end = ends.get(setting);
        return end == null || now.get().isBefore(end);
    }

    /** Whether calls may go by a trunk, as weak as it may be. */
    boolean carries(Label trunk) {
        return holds(named(Guide.TRANSPORT, trunk))
                && holds(named(Guide.MEDIA, trunk))
                && holds(named(Guide.TEST_CALLS, trunk));
    }

    private static String named(String name, Label whose) {
        return name.replace("*", whose.text());
    }

    /** What each programme allows, with the ends of what is weaker. */
    static Map<Label, ProgrammeRule> rules(Settings settings) {
        InForce inForce = new InForce(settings, Instant::now); // which is not asked: each rule is asked with a time
        Map<Label, ProgrammeRule> rules = new LinkedHashMap<>();
        for (Settings.Programme programme : settings.programmes()) {
            @Nullable Instant direct = inForce.ends.get(named(Guide.IDENTITY, programme.name()));
            @Nullable Instant unplanned = inForce.ends.get(named(Guide.PLANNED, programme.name()));
            boolean none = direct == null && unplanned == null;
            ProgrammeRule rule = programme.rule();
            rules.put(programme.name(), none ? rule : rule.ending(new ProgrammeRule.Ends(direct, unplanned)));
        }
        return Collections.unmodifiableMap(rules);
    }

    @Override
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Guide.Row row : Guide.ROWS) {
            row.measure().apply(settings).forEach(one -> rows.add(row(row, one)));
        }
        return rows;
    }

    @Override
    public Sheet sheet() {
        Instant time = now.get();
        List<ProgrammeRule> programmes =
                settings.rules().values().stream().map(rule -> rule.at(time)).toList();
        List<Line> lines = settings.helplines().stream()
                .map(published -> new Line(
                        published.helpline().programme(),
                        published.helpline().numbers(),
                        published.helpline().offers().message(),
                        published.helpline().again(),
                        published.rules().hours()))
                .toList();
        return new Sheet(
                programmes,
                lines,
                new Kept(
                        (int) messagesKept().toDays(),
                        planDays(),
                        (int) overrideDelay().toMinutes(),
                        notes() == DeskMeans.Notes.FREE_TEXT));
    }

    /** For how long a message is kept that is left now. */
    Duration messagesKept() {
        return holds(Guide.MESSAGE_DAYS) ? settings.keeping().messages().kept() : MessageRules.STANDARD.kept();
    }

    /** How many days a plan may last that is made now. */
    int planDays() {
        return holds(Guide.PLAN_DAYS) ? settings.keeping().console().planDays().most() : DeskMeans.PlanRules.USUAL_DAYS;
    }

    Duration overrideDelay() {
        return holds(Guide.OVERRIDE) ? settings.keeping().console().overrideDelay() : Guide.OVERRIDE_DELAY;
    }

    DeskMeans.Notes notes() {
        return settings.keeping().console().notesFreeText() && holds(Guide.FREE_NOTES)
                ? DeskMeans.Notes.FREE_TEXT
                : DeskMeans.Notes.FROM_A_LIST;
    }

    DeskMeans.SyncedPasskeys syncedPasskeys() {
        return settings.keeping().console().syncedPasskeys() && holds(Guide.SYNCED)
                ? DeskMeans.SyncedPasskeys.ALLOW
                : DeskMeans.SyncedPasskeys.REFUSE;
    }

    private Row row(Guide.Row row, Guide.Measured one) {
        String setting = row.setting(one);
        Optional<Excuse> excuse = one.standing() == Standing.WEAKER
                ? Optional.ofNullable(excused.get(setting)).map(it -> new Excuse(it.reason(), it.until()))
                : Optional.empty();
        boolean over = !holds(setting);
        return new Row(
                row.practice(),
                setting,
                one.whose(),
                row.about(),
                one.guide(),
                over ? row.over() : one.ours(),
                over ? Standing.OVER : one.standing(),
                excuse);
    }
}
