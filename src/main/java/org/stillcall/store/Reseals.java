package org.stillcall.store;

import static org.stillcall.base.Contract.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is still sealed to an older generation of the centre's key, for unlocked browsers to seal anew in the
 * background. Threads may share it.
 */
public final class Reseals {
    private static final int MOST = 200;
    private static final List<Outdated.Kind> ORDER = List.of(
            Outdated.Kind.PERSON,
            Outdated.Kind.PLAN,
            Outdated.Kind.RELEASE,
            Outdated.Kind.MESSAGE,
            Outdated.Kind.PORTAL);

    private final CentreId centre;
    private final Ground ground;
    private final Plans plans;
    private final Releases releases;
    private final People people;
    private final Messages messages;
    private final Portals portals;

    Reseals(Ground ground, CentreId centre) {
        this.ground = ground;
        this.centre = centre;
        plans = new Plans(ground, centre);
        releases = new Releases(ground, centre);
        people = new People(ground, centre);
        messages = new Messages(ground, centre);
        portals = new Portals(ground, centre);
    }

    /** The first of what is outdated; see {@link #next(int, Outdated.Place)}. */
    public List<Outdated> next(int limit) {
        return next(limit, null);
    }

    /**
     * Up to {@code limit} (1 to 200) of what is outdated: names first, then plans, releases, messages' keys, portals.
     *
     * @param after where the last one stood, so that what no browser can open stands in nobody's way; null from the
     *     first on
     */
    public List<Outdated> next(int limit, Outdated.@Nullable Place after) {
        require(limit >= 1 && limit <= MOST, "1 to 200 at once.");
        List<Outdated> found = new ArrayList<>();
        for (String id : outdated(Outdated.Kind.PERSON, limit, after)) {
            people.find(new PersonId(id))
                    .ifPresent(it -> found.add(new Outdated(
                            Outdated.Kind.PERSON, id, it.version(), it.nameGeneration(), it.sealedName())));
        }
        for (String id : outdated(Outdated.Kind.PLAN, limit - found.size(), after)) {
            plans.readKept(new PlanId(id))
                    .ifPresent(it -> found.add(
                            new Outdated(Outdated.Kind.PLAN, id, it.version(), it.generation(), it.envelope())));
        }
        for (String id : outdated(Outdated.Kind.RELEASE, limit - found.size(), after)) {
            releases.read(new ReleaseId(id))
                    .ifPresent(it -> found.add(
                            new Outdated(Outdated.Kind.RELEASE, id, it.version(), it.generation(), it.sealed())));
        }
        for (String id : outdated(Outdated.Kind.MESSAGE, limit - found.size(), after)) {
            messages.readKept(new MessageId(id))
                    .ifPresent(it -> found.add(
                            new Outdated(Outdated.Kind.MESSAGE, id, it.version(), it.generation(), it.envelope())));
        }
        for (String id : outdated(Outdated.Kind.PORTAL, limit - found.size(), after)) {
            portals.read(new PortalId(id))
                    .ifPresent(it -> found.add(
                            new Outdated(Outdated.Kind.PORTAL, id, it.version(), it.generation(), it.envelope())));
        }
        return found;
    }

    private List<String> outdated(Outdated.Kind kind, int limit, Outdated.@Nullable Place after) {
        int reached = after == null ? -1 : ORDER.indexOf(after.kind());
        int here = ORDER.indexOf(kind);
        if (limit == 0 || here < reached) {
            return List.of();
        }
        String from = after != null && here == reached ? after.id() : "";
        return ground.database()
                .read(
                        centre,
                        rows -> rows.texts(
                                "SELECT id FROM " + kind.name().toLowerCase(Locale.ROOT)
                                        + " WHERE centre = :centre AND id > :after AND generation <"
                                        + " (SELECT generation FROM centre WHERE centre = :centre)"
                                        + " ORDER BY id LIMIT :limit",
                                query -> query.bind("limit", limit).bind("after", from)));
    }

    /** How much is left. */
    public long left() {
        return ground.database().read(centre, Reseals::left);
    }

    static long left(Rows rows) {
        long left = 0;
        for (String table : List.of("person", "plan", "release", "message", "portal")) {
            left += rows.count("SELECT COUNT(*) FROM " + table + " WHERE centre = :centre AND generation <"
                    + " (SELECT generation FROM centre WHERE centre = :centre)");
        }
        return left;
    }

    /**
     * Takes what was sealed anew: its kind, id and version as given by {@link #next}, the present generation, the new
     * envelope. {@link Change#MOVED_ON} when somebody changed it meanwhile. Its version counts on.
     */
    public Change put(Outdated fresh) {
        if (!outdated(fresh)) {
            return Change.MOVED_ON;
        }
        return switch (fresh.kind()) {
            case PERSON -> people.rename(new PersonId(fresh.id()), fresh.version(), fresh.sealed(), fresh.generation());
            case RELEASE ->
                releases.reseal(new ReleaseId(fresh.id()), fresh.version(), fresh.sealed(), fresh.generation());
            case MESSAGE ->
                messages.reseal(new MessageId(fresh.id()), fresh.version(), fresh.sealed(), fresh.generation());
            case PORTAL ->
                portals.reseal(new PortalId(fresh.id()), fresh.version(), fresh.sealed(), fresh.generation());
            case PLAN -> plans.reseal(new PlanId(fresh.id()), fresh.version(), fresh.sealed(), fresh.generation());
        };
    }

    /** Nothing else is taken: it would be a way to rename a colleague, or to change a release. */
    private boolean outdated(Outdated fresh) {
        return switch (fresh.kind()) {
            case PERSON ->
                people.find(new PersonId(fresh.id()))
                        .filter(it -> it.nameGeneration() >= fresh.generation())
                        .isEmpty();
            case RELEASE ->
                releases.read(new ReleaseId(fresh.id()))
                        .filter(it -> it.generation() >= fresh.generation())
                        .isEmpty();
            case MESSAGE ->
                messages.readKept(new MessageId(fresh.id()))
                        .filter(it -> it.generation() >= fresh.generation())
                        .isEmpty();
            case PORTAL ->
                portals.read(new PortalId(fresh.id()))
                        .filter(it -> it.generation() >= fresh.generation())
                        .isEmpty();
            case PLAN ->
                plans.readKept(new PlanId(fresh.id()))
                        .filter(it -> it.generation() >= fresh.generation())
                        .isEmpty();
        };
    }
}
