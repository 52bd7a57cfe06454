package org.stillcall.server;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.call.Calls;
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
        if (settings.helplines().isEmpty()) {
            return null;
        }
        Map<Label, ProgrammeRule> rules = settings.rules();
        Starter.Means means = core.means();
        MessageBox box = means.callers().box();
        Helplines helplines = new Helplines(
                settings.helplines().stream().map(Settings.Published::helpline).toList(),
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
        calls.doorway().takes(helplines);
        return helplines;
    }

    private static @Nullable Digits full(Wiring.Core core, @Nullable ProgrammeRule rule, Digits shown) {
        Region home = rule == null ? null : rule.home();
        return home == null ? null : core.dialPlan().toE164(shown, home, core.numbers());
    }
}
