package org.stillcall.server;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.call.Calls;
import org.stillcall.call.Inbound;
import org.stillcall.duty.Rota;
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
        Helplines helplines = helplines(settings, core, calls);
        Inbound taker = helplines == null ? Inbound.NONE : helplines;
        Starter.Callers means = core.means().callers();
        boolean byKeys = settings.own().duty().isPresent() && means.roster() instanceof Rota;
        calls.doorway()
                .takes(
                        byKeys
                                ? new DutyLine(
                                        core.loop(),
                                        new KeypadDesk(
                                                core.loop(), (Rota) means.roster(), () -> waiting(settings, means)),
                                        settings.own().duty().orElseThrow(),
                                        taker)
                                : taker);
        return helplines;
    }

    private static int waiting(Settings settings, Starter.Callers means) {
        MessageBox box = means.box();
        return box == null
                ? 0
                : settings.rules().keySet().stream().mapToInt(box::waiting).sum();
    }

    private static @Nullable Helplines helplines(Settings settings, Wiring.Core core, Calls calls) {
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
                        new StandingPhones(means.callers().roster(), settings.helplines(), means.randomness()),
                        calls.ringer(),
                        calls.doorway(),
                        shown -> full(core, rules.get(shown.programme()), shown.number()),
                        box == null ? null : new OnLoop(box, core.loop())));
    }

    private static @Nullable Digits full(Wiring.Core core, @Nullable ProgrammeRule rule, Digits shown) {
        Region home = rule == null ? null : rule.home();
        return home == null ? null : core.dialPlan().toE164(shown, home, core.numbers());
    }
}
