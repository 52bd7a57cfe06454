package org.stillcall.call;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
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
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.trunk.NumberPool;
import org.stillcall.trunk.PilotNumber;
import org.stillcall.trunk.Trunks;

/**
 * What all calls of a centre share.
 *
 * @param digits the pool of off-heap numbers
 * @param gauges figures of the parts below, for metrics; asked on the loop
 * @param lines the trunks of {@code trunks} by name
 */
public record Exchange(
        Loop loop,
        Legs legs,
        Media media,
        Prompts prompts,
        Randomness randomness,
        InstantSource clock,
        Log log,
        BlockPool digits,
        DialPlan dialPlan,
        NumberPool numbers,
        Trunks trunks,
        Map<Label, FarLine> lines,
        Map<Label, NearPhone> phones,
        Map<Label, ProgrammeRule> programmes,
        Settings settings,
        Supplier<List<Switchboard.Gauge>> gauges) {
    /**
     * What the centre chose.
     *
     * @param mainNumber the neutral number that advocates' mobiles are shown; null: mobiles are not rung
     * @param shownToPhones host part of From towards desk phones
     * @param nearRingLimit how long an advocate's phone rings
     * @param farRingLimit how long a survivor's phone rings, by programme
     * @param spoken whether a desk phone that dialled hears why its call came to nothing
     */
    public record Settings(
            @Nullable PilotNumber mainNumber,
            String shownToPhones,
            Duration nearRingLimit,
            Map<Label, Duration> farRingLimit,
            Duration usualFarRingLimit,
            boolean spoken) {}
}
