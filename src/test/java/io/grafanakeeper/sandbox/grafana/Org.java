package io.grafanakeeper.sandbox.grafana;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Is an organisation: its members and an instance of each area of the API. Writers hold its monitor, readers nothing. */
final class Org {
    private final long id;
    private final Map<Long, Role> members = new ConcurrentHashMap<>();
    private final Folders folders;
    private final Dashboards dashboards;
    private final Search search;
    private final Library library;
    private final DataSources dataSources;
    private final Keys keys;
    private final ServiceAccounts serviceAccounts;
    private final Annotations annotations;
    private final Alerting alerting;
    private volatile String name;

    Org(long id, String name, World world) {
        this.id = id;
        this.name = name;
        this.folders = new Folders(this, world);
        this.dashboards = new Dashboards(this, world);
        this.search = new Search(this, world);
        this.library = new Library(this, world);
        this.dataSources = new DataSources(this, world);
        this.keys = new Keys(this, world);
        this.serviceAccounts = new ServiceAccounts(this, world);
        this.annotations = new Annotations(this, world);
        this.alerting = new Alerting(this, world);
    }

    /** Forgets everything but the credentials. */
    synchronized void wipe() {
        folders.clear();
        dashboards.clear();
        library.clear();
        dataSources.clear();
        annotations.clear();
        alerting.clear();
    }

    long id() {
        return id;
    }

    String name() {
        return name;
    }

    void rename(String newName) {
        name = newName;
    }

    Map<Long, Role> members() {
        return members;
    }

    Folders folders() {
        return folders;
    }

    Dashboards dashboards() {
        return dashboards;
    }

    Search search() {
        return search;
    }

    Library library() {
        return library;
    }

    DataSources dataSources() {
        return dataSources;
    }

    Keys keys() {
        return keys;
    }

    ServiceAccounts serviceAccounts() {
        return serviceAccounts;
    }

    Annotations annotations() {
        return annotations;
    }

    Alerting alerting() {
        return alerting;
    }
}
