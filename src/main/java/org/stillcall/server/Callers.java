package org.stillcall.server;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.call.Calls;
import org.stillcall.call.Doorway;
import org.stillcall.call.Inbound;
import org.stillcall.call.LineView;
import org.stillcall.call.NearPhone;
import org.stillcall.duty.Roster;
import org.stillcall.duty.Rota;
import org.stillcall.helpline.DutyDesk;
import org.stillcall.helpline.DutyLine;
import org.stillcall.helpline.Helplines;
import org.stillcall.helpline.MessageBox;
import org.stillcall.helpline.OnLoop;
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.plan.Region;

/** Builds what takes calls to published numbers, and gives the calls to it. On the loop. */
final class Callers {
    private Callers() {}

    /** Null where no number is published. */
    static @Nullable Helplines take(Settings settings, Wiring.Core core, Calls calls) {
        Starter.Callers means = core.means().callers();
        Roster roster = new StandingPhones(
                means.roster(), settings.helplines(), core.means().randomness());
        calls.doorway().asks(roster);
        Helplines helplines = helplines(settings, core, calls, roster);
        Inbound taker = helplines == null ? Inbound.NONE : helplines;
        Optional<Settings.Duty> duty = settings.own().duty();
        calls.doorway()
                .takes(
                        duty.isPresent() && means.roster() instanceof Rota rota
                                ? new DutyLine(core.loop(), desk(settings, core, rota, taker), line(duty.get()), taker)
                                : taker);
        return helplines;
    }

    private static DutyLine.Line line(Settings.Duty duty) {
        return new DutyLine.Line(duty.number(), duty.languages());
    }

    private static DutyDesk desk(Settings settings, Wiring.Core core, Rota rota, Inbound taker) {
        MessageBox box = core.means().callers().box();
        return new KeypadDesk(
                core.loop(),
                rota,
                () -> taker.views().stream().mapToInt(LineView::waiting).sum(),
                () -> messages(settings, box, rota));
    }

    /** In the order of the configuration, by which lines are numbered. */
    private static List<DutyDesk.Waiting> messages(Settings settings, @Nullable MessageBox box, Rota rota) {
        if (box == null) {
            return List.of();
        }
        LocalDate today = LocalDate.ofInstant(rota.now(), ZoneOffset.UTC);
        return settings.programmes().stream()
                .map(programme -> {
                    LocalDate oldest = box.oldest(programme.name());
                    long days = oldest == null ? 0 : Math.max(0, ChronoUnit.DAYS.between(oldest, today));
                    return new DutyDesk.Waiting(box.waiting(programme.name()), (int) days);
                })
                .toList();
    }

    private static @Nullable Helplines helplines(Settings settings, Wiring.Core core, Calls calls, Roster roster) {
        if (settings.helplines().isEmpty() && settings.own().directs().isEmpty()) {
            return null;
        }
        Map<Label, ProgrammeRule> rules = settings.rules();
        Starter.Means means = core.means();
        MessageBox box = means.callers().box();
        return new Helplines(
                settings.helplines().stream().map(Settings.Published::helpline).toList(),
                settings.own().directs(),
                new Helplines.Parts(
                        core.loop(),
                        means.randomness(),
                        core.prompts(),
                        means.callers().spoken(),
                        roster,
                        calls.ringer(),
                        calls.doorway(),
                        shown -> full(core, rules.get(shown.programme()), shown.number()),
                        box == null ? null : new OnLoop(box, core.loop()),
                        elsewhere(settings, core)));
    }

    private static Map<Label, Doorway.Elsewhere> elsewhere(Settings settings, Wiring.Core core) {
        Map<Label, Doorway.Elsewhere> all = new LinkedHashMap<>();
        for (Settings.Published each : settings.helplines()) {
            Label programme = each.helpline().programme();
            each.elsewhere()
                    .ifPresent(centre -> all.put(
                            programme,
                            new Doorway.Elsewhere(
                                    programme,
                                    new NearPhone.Outside(
                                            programme, () -> MobileFiles.number(centre.number(), core.numbers())),
                                    centre.rings())));
        }
        return all;
    }

    private static @Nullable Digits full(Wiring.Core core, @Nullable ProgrammeRule rule, Digits shown) {
        Region home = rule == null ? null : rule.home();
        return home == null ? null : core.dialPlan().toE164(shown, home, core.numbers());
    }
}
