package org.stillcall.store;

import static org.stillcall.base.Contract.check;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** The rows of one centre within one transaction: a statement that does not name the centre is not run at all. */
final class Rows {
    private final Handle handle;
    private final CentreId centre;

    Rows(Handle handle, CentreId centre) {
        this.handle = handle;
        this.centre = centre;
    }

    CentreId centre() {
        return centre;
    }

    /** Takes back what this transaction has changed so far. */
    void undo() {
        handle.execute(Writes.UNDO);
    }

    Query query(String sql) {
        return handle.createQuery(named(sql)).bind("centre", centre.text());
    }

    Update update(String sql) {
        return handle.createUpdate(named(sql)).bind("centre", centre.text());
    }

    /** Runs a statement without further parameters and gives how many rows it changed. */
    int change(String sql) {
        return update(sql).execute();
    }

    /** Runs {@code sql}, which has a parameter {@code :it}, for each text. */
    int changeEach(String sql, Collection<String> texts) {
        int changed = 0;
        for (String text : texts) {
            changed += update(sql).bind("it", text).execute();
        }
        return changed;
    }

    long count(String sql, Function<Query, Query> bind) {
        return bind.apply(query(sql)).mapTo(Long.class).one();
    }

    long count(String sql) {
        return count(sql, query -> query);
    }

    List<String> texts(String sql, Function<Query, Query> bind) {
        return bind.apply(query(sql)).mapTo(String.class).list();
    }

    private static String named(String sql) {
        check(sql.contains(":centre"), "A statement names its centre.");
        return sql;
    }
}
