package org.stillcall.call;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.base.Loop;
import org.stillcall.base.Randomness;
import org.stillcall.media.Media;
import org.stillcall.media.Prompts;
import org.stillcall.plan.DialPlan;
import org.stillcall.plan.Moment;
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.trunk.NumberPool;
import org.stillcall.trunk.PilotNumber;
import org.stillcall.trunk.Trunks;
import org.stillcall.turn.IceServers;

/**
 * What all calls of a centre share.
 *
 * @param clock the time by the machine's clock, and by one that never goes back
 * @param digits the pool of off-heap numbers
 * @param gauges figures of the parts below, for metrics; asked on the loop
 * @param lines the trunks of {@code trunks} by name
 * @param ways how pages that are phones get out of networks that let only TCP through
 */
public record Exchange(
        Loop loop,
        Legs legs,
        Media media,
        Prompts prompts,
        Randomness randomness,
        Supplier<Moment> clock,
        Log log,
        BlockPool digits,
        DialPlan dialPlan,
        NumberPool numbers,
        Trunks trunks,
        Map<Label, FarLine> lines,
        Map<Label, NearPhone.Sip> phones,
        Map<Label, Interpreter> interpreters,
        Map<Label, ProgrammeRule> programmes,
        Settings settings,
        IceServers ways,
        Supplier<List<Switchboard.Gauge>> gauges,
        Probing probing) {
    /** Where nothing is tested. */
    public Exchange(
            Loop loop,
            Legs legs,
            Media media,
            Prompts prompts,
            Randomness randomness,
            Supplier<Moment> clock,
            Log log,
            BlockPool digits,
            DialPlan dialPlan,
            NumberPool numbers,
            Trunks trunks,
            Map<Label, FarLine> lines,
            Map<Label, NearPhone.Sip> phones,
            Map<Label, Interpreter> interpreters,
            Map<Label, ProgrammeRule> programmes,
            Settings settings,
            IceServers ways,
            Supplier<List<Switchboard.Gauge>> gauges) {
        this(
                loop,
                legs,
                media,
                prompts,
                randomness,
                clock,
                log,
                digits,
                dialPlan,
                numbers,
                trunks,
                lines,
                phones,
                interpreters,
                programmes,
                settings,
                ways,
                gauges,
                Probing.none());
    }

    /**
     * What the centre chose.
     *
     * @param mainNumber the neutral number that advocates' mobiles are shown; null: mobiles are not rung
     * @param shownToPhones host part of From towards desk phones
     * @param nearRingLimit how long an advocate's phone rings
     * @param farRingLimit how long a survivor's phone rings, by programme
     * @param spoken whether a desk phone that dialled hears why its call came to nothing
     * @param hangUpAtTone whether a call under a plan that allows no message is ended at the tone of a machine
     * @param trunks the names of those that alone carry a programme's calls, by programme; empty where any does
     */
    public record Settings(
            @Nullable PilotNumber mainNumber,
            String shownToPhones,
            Duration nearRingLimit,
            Map<Label, Duration> farRingLimit,
            Duration usualFarRingLimit,
            boolean spoken,
            BooleanSupplier hangUpAtTone,
            Map<Label, Set<Label>> trunks) {}
}
