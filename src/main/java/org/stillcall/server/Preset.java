package org.stillcall.server;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stillcall.plan.DroppedRule;
import org.stillcall.plan.IdentityRule;

/** What a kind of programme starts from, as the guide has it for that kind (G24); single keys override it. */
enum Preset {
    /** Advocates call from phones of their own. Nothing calls by itself after a drop: who holds that phone decides. */
    PERSONAL_PHONES("personal phones", IdentityRule.ALWAYS_HIDDEN, true, Duration.ofSeconds(30)),
    /** Advocates call from phones of the centre. */
    WORK_PHONES("work phones", IdentityRule.ALWAYS_HIDDEN, true, Duration.ofSeconds(45)),
    /** Survivors call us, and their numbers are not collected: there is no plan, and nobody to call again. */
    HELPLINE("helpline", IdentityRule.ALWAYS_HIDDEN, false, Duration.ofSeconds(45)),
    /** Clients who may have a number that reaches their advocate, where that was agreed with them. */
    SART("SART", IdentityRule.DIRECT_ALLOWED, true, Duration.ofSeconds(45));

    private static final Duration REDIAL_AFTER = Duration.ofMinutes(2);
    private static final Duration HELD_FOR = Duration.ofMinutes(10);

    private final String word;
    private final IdentityRule identity;
    private final boolean planned;
    private final Duration ringLimit;

    Preset(String word, IdentityRule identity, boolean planned, Duration ringLimit) {
        this.word = word;
        this.identity = identity;
        this.planned = planned;
        this.ringLimit = ringLimit;
    }

    /** As the configuration writes them. */
    static Map<String, Optional<Preset>> words() {
        Map<String, Optional<Preset>> words = new LinkedHashMap<>();
        Arrays.stream(values()).forEach(preset -> words.put(preset.word, Optional.of(preset)));
        return Collections.unmodifiableMap(words);
    }

    IdentityRule identity() {
        return identity;
    }

    /** Whether every call needs a contact plan. */
    boolean planned() {
        return planned;
    }

    DroppedRule dropped() {
        return switch (this) {
            case PERSONAL_PHONES, HELPLINE -> new DroppedRule.Never();
            case WORK_PHONES -> new DroppedRule.RedialOnce(REDIAL_AFTER);
            case SART -> new DroppedRule.WaitForReturn(HELD_FOR);
        };
    }

    Duration ringLimit() {
        return ringLimit;
    }
}
