package org.stillcall.media;

import static org.stillcall.base.Contract.require;

import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the relay is set up.
 *
 * @param bind the local address of all ports
 * @param advertised the address that stands in our session descriptions
 * @param lowestPort first port of the range; an odd one counts as the next even one
 * @param highestPort last port of the range
 * @param silenceLimit how long a supervised leg may hear nothing
 * @param learnFor how long after the peer's description came another source may still be learned
 * @param coolDown how long a used pair rests, its late packets drained, before another call has it
 * @param stock how many pairs are kept open, ready to be taken
 * @param browsers where browsers come in, or null when none may
 */
public record MediaSettings(
        InetAddress bind,
        InetAddress advertised,
        int lowestPort,
        int highestPort,
        Duration silenceLimit,
        Duration learnFor,
        Duration coolDown,
        int stock,
        @Nullable BrowserSettings browsers) {
    public MediaSettings {
        require(lowestPort >= 1024 && highestPort <= 65535, "Media ports lie between 1024 and 65535.");
        require(highestPort - lowestPort >= 2, "The range of media ports holds at least one pair.");
        require(silenceLimit.isPositive() && learnFor.isPositive(), "Limits of time are positive.");
        require(!coolDown.isNegative(), "The cool-down is not negative.");
        require(stock > 0, "The stock holds at least one pair.");
        require(bind.getClass() == advertised.getClass(), "Both media addresses are of one family, IPv4 or IPv6.");
        require(
                browsers == null || browsers.port() < lowestPort || browsers.port() > highestPort,
                "The port for browsers lies outside the range of media ports.");
        require(!advertised.isAnyLocalAddress(), "The advertised address is one that the peer can reach.");
    }

    /** Without browsers. */
    public MediaSettings(
            InetAddress bind,
            InetAddress advertised,
            int lowestPort,
            int highestPort,
            Duration silenceLimit,
            Duration learnFor,
            Duration coolDown,
            int stock) {
        this(bind, advertised, lowestPort, highestPort, silenceLimit, learnFor, coolDown, stock, null);
    }

    /** The same with browsers. */
    public MediaSettings with(BrowserSettings forBrowsers) {
        return new MediaSettings(
                bind, advertised, lowestPort, highestPort, silenceLimit, learnFor, coolDown, stock, forBrowsers);
    }

    /** The same with so many pairs in stock. */
    public MediaSettings with(int pairs) {
        return new MediaSettings(
                bind, advertised, lowestPort, highestPort, silenceLimit, learnFor, coolDown, pairs, browsers);
    }

    /** 20 s of silence, 5 s of learning, half a second of cool-down, 64 pairs in stock. */
    public static MediaSettings of(InetAddress bind, InetAddress advertised, int lowestPort, int highestPort) {
        return new MediaSettings(
                bind,
                advertised,
                lowestPort,
                highestPort,
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                64);
    }
}
