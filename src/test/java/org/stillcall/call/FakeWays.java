package org.stillcall.call;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillcall.base.Secret;
import org.stillcall.turn.IceServers;

/** Ways through a relay, if there is one: which were given, and which are still good. */
final class FakeWays implements IceServers {
    boolean there;
    final List<String> good = new ArrayList<>();
    private int given;

    @Override
    public Optional<Grant> grant() {
        if (!there) {
            return Optional.empty();
        }
        given++;
        String name = "w" + given;
        good.add(name);
        return Optional.of(new Given(name));
    }

    private final class Given implements Grant {
        private final String name;
        private final Secret credential = Secret.of("credential".getBytes(US_ASCII));

        private Given(String name) {
            this.name = name;
        }

        @Override
        public List<String> urls() {
            return List.of("turn:relay.invalid:3478?transport=tcp");
        }

        @Override
        public String username() {
            return name;
        }

        @Override
        public Secret credential() {
            return credential;
        }

        @Override
        public void withdraw() {
            good.remove(name);
        }
    }
}
