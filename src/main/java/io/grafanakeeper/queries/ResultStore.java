package io.grafanakeeper.queries;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.ResultFormat;
import io.grafanakeeper.windows.TimeRange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Keeps the rows of queries, one file a window, and two small documents a query. Thread-safe.
 *
 * <p>A window's file is named by {@link io.grafanakeeper.windows.WindowFile}. It is there whole or not at all, and writing the same window
 * again replaces it. Two windows that begin together share a name: the one that ends later replaces the other, whose time it covers, and
 * a shorter one never replaces a longer one, even where that is not complete: more would be lost than won.
 *
 * <p>Every method throws {@link ServiceException} if the storage behind it does not do what it was asked.
 */
public interface ResultStore {
    /** How often a document is changed anew when others change it at the same time. */
    int CHANGES = 50;

    /**
     * Writes a window's file.
     *
     * @return false if a window that begins with this one is stored which stays: it ends later, or it is complete and this one is
     *     not
     * @throws IOException if the content fails; then nothing is stored
     */
    boolean write(NewWindow window, Content content) throws IOException;

    /** Lists the windows of a query that overlap a range, the earliest first. Opens no file. */
    List<StoredWindow> list(String query, TimeRange range);

    /**
     * Opens the file of a window. If it is replaced meanwhile, reading fails instead of mixing two.
     *
     * @throws IOException if it is not there any more
     */
    InputStream open(StoredWindow window) throws IOException;

    /** Reads a document of a query, empty if there is none. */
    Optional<Versioned> find(String query, Document document);

    /**
     * Writes a document unless somebody else wrote it first.
     *
     * @param before what was read, empty if there was none
     * @return false if that is no longer so
     */
    boolean put(String query, Document document, ObjectNode json, Optional<Versioned> before);

    /**
     * Changes a document whatever others do to it at the same time.
     *
     * @param change gives the new content for the current one, an empty object if there is none; may be called repeatedly
     */
    default void update(String query, Document document, UnaryOperator<ObjectNode> change) {
        for (int tries = 0; tries < CHANGES; tries++) {
            Optional<Versioned> before = find(query, document);
            ObjectNode current =
                    before.map(found -> found.json().deepCopy()).orElseGet(JsonNodeFactory.instance::objectNode);
            ObjectNode changed = change.apply(current.deepCopy());
            if (before.isPresent() && LosslessJson.same(changed, current)) {
                return;
            }
            if (put(query, document, changed, before)) {
                return;
            }
        }
        throw new ServiceException(
                "Blob Storage", document.fileName() + " of " + query + " is changed by too many at once", true, null);
    }

    /** Writes the rows of a window. */
    @FunctionalInterface
    interface Content {
        /**
         * Writes everything, and returns the number of rows. Called again if somebody else stored the same window meanwhile.
         *
         * @throws IOException if the rows cannot be had
         */
        long writeTo(OutputStream out) throws IOException;
    }

    /**
     * Names a window to store.
     *
     * @param zone the zone of the date in the file's name
     * @param run the id of the run that asked
     * @param complete whether all that was asked was answered; what is not never replaces what is
     */
    record NewWindow(String query, TimeRange range, ZoneId zone, ResultFormat format, String run, boolean complete) {}

    /**
     * Describes a stored window.
     *
     * @param name the file's name in the store
     * @param run the id of the run that wrote it
     * @param complete whether all that was asked was answered
     * @param mark the store's own mark of this state of the file
     */
    record StoredWindow(
            String name,
            TimeRange range,
            ResultFormat format,
            long rows,
            long bytes,
            String run,
            boolean complete,
            Instant written,
            String mark) {}

    /** Pairs a document with the store's own mark of its state. */
    record Versioned(ObjectNode json, String mark) {}

    /** Names the documents that a query has beside its files. */
    enum Document {
        /** The columns that its files ever had. */
        SCHEMA("_schema.json"),
        /** How far its schedule is dealt with, and what its last run came to. */
        STATE("_state.json");

        private final String fileName;

        Document(String fileName) {
            this.fileName = fileName;
        }

        /** Returns the name of its file. */
        public String fileName() {
            return fileName;
        }
    }
}
