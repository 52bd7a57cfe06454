package org.stillcall.server;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.stillcall.call.Probing;
import org.stillcall.trunk.Expected;
import org.stillcall.trunk.PilotNumber;
import org.stillcall.trunk.Ways;

/** What test calls are made with. */
final class ProbeParts {
    private static final int SHORTEST_MARK = 4; // less stands in anything by chance

    private ProbeParts() {}

    static Probing of(Settings settings, Wiring.Core core) {
        List<Probing.Route> routes = settings.own().probes().stream()
                .map(probe -> new Probing.Route(
                        probe.trunk(),
                        probe.comesBy()
                                .<Probing.Back>map(Probing.Back.ByTrunk::new)
                                .orElseGet(() -> new Probing.Back.ByPartner(
                                        new PartnerClient(probe.host().orElseThrow()))),
                        () -> MobileFiles.number(probe.number(), core.numbers()),
                        probe.times()))
                .toList();
        List<Probing.Guest> guests = settings.own().guests().stream()
                .map(guest -> new Probing.Guest(
                        guest.name(),
                        guest.comesBy(),
                        () -> MobileFiles.number(guest.number(), core.numbers()),
                        guest.secret().read(),
                        guest.answered()))
                .toList();
        Set<String> networkNames = new HashSet<>();
        settings.own().probes().forEach(probe -> networkNames.addAll(probe.networkNames()));
        Set<String> unsaid = new HashSet<>(settings.keeping().console().names());
        return new Probing(
                routes,
                guests,
                new Expected.Ours(numbers(settings), networkNames, unsaid, marks(settings)),
                core.means().book(),
                new Ways());
    }

    /** By what a carrier or a listener could know the centre: accounts, and the name of its host. */
    private static Set<String> marks(Settings settings) {
        Set<String> marks = new HashSet<>();
        settings.carriers().forEach(carrier -> carrier.account().ifPresent(account -> marks.add(account.user())));
        settings.everyPhone().forEach(phone -> {
            if (phone.reach() instanceof Settings.Reach.Registered registered) {
                marks.add(registered.user());
            }
        });
        String host = settings.sip().advertised();
        if (Section.parsed(host).isEmpty()) { // an address has to stand there
            marks.add(host);
        }
        marks.removeIf(mark -> mark.length() < SHORTEST_MARK);
        return marks;
    }

    /** Every number that the file names. */
    private static Set<PilotNumber> numbers(Settings settings) {
        Set<PilotNumber> numbers = new HashSet<>();
        settings.centre().pool().forEach(pooled -> numbers.add(pooled.number()));
        settings.centre().mainNumber().ifPresent(numbers::add);
        settings.helplines().forEach(each -> numbers.addAll(each.helpline().numbers()));
        settings.own().directs().forEach(direct -> numbers.addAll(direct.line().numbers()));
        settings.own().duty().ifPresent(duty -> numbers.add(duty.number()));
        return numbers;
    }
}
