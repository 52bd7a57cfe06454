package org.stillcall.helpline;

import static org.stillcall.base.Contract.require;

import java.time.Duration;
import org.stillcall.store.StoreLimits;

/**
 * What a message may be.
 *
 * @param seconds how long at most
 * @param quietSeconds after how long a silence it ends
 * @param kept for how long it is kept, heard or not
 */
public record MessageRules(int seconds, int quietSeconds, Duration kept) {
    /** Three minutes, fifteen seconds of silence, two weeks. */
    public static final MessageRules STANDARD = new MessageRules(180, 15, Duration.ofDays(14));

    /** The longest that a host may choose. */
    public static final Duration LONGEST = Duration.ofSeconds(StoreLimits.MESSAGE_SECONDS);
    /** For how many days at most. */
    public static final int MOST_DAYS = 90;

    /** Parts of 20 ms that have to be more than silence: two seconds; what has fewer is nothing that was said. */
    static final int LEAST_LOUD = 100;
    /** Messages in the making at once; the next caller is offered none. */
    static final int AT_ONCE = 100;
    /** Seconds of sound, all messages together, that wait to be sealed; a message without room for one more fails. */
    static final int WAITING_SECONDS = 512;

    public MessageRules {
        require(seconds >= 10 && seconds <= StoreLimits.MESSAGE_SECONDS, "A message has 10 to 600 seconds.");
        require(quietSeconds >= 3 && quietSeconds <= seconds, "A silence ends a message within its length.");
        require(kept.toDays() >= 1 && kept.toDays() <= MOST_DAYS, "A message is kept for 1 to 90 days.");
    }
}
