package org.zenotisync.routes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.component.aws2.s3.AWS2S3Component;
import org.apache.camel.component.jdbc.JdbcComponent;
import org.apache.camel.support.DefaultComponent;
import org.zenotisync.feed.Source;
import org.zenotisync.s3.SourceClients;

/**
 * Components that only one sync uses. They hold its client and its data source, which therefore need not be in the
 * registry: from there Camel would hand them to the host's own components, and the host's to these.
 */
final class SyncComponents {

    private final CamelContext context;
    private final SyncNames names;

    SyncComponents(CamelContext context, SyncNames names) {
        this.context = context;
        this.names = names;
    }

    /**
     * Adds aws2-s3 with the client of each source.
     *
     * @return the endpoint that gets objects of a source, by the source's name; it also gets those of other folders of
     *     the bucket
     */
    Map<String, String> addS3(List<Source> sources, SourceClients clients) throws Exception {
        Map<String, String> endpoints = new HashMap<>();
        for (Source source : sources) {
            AWS2S3Component component = new AWS2S3Component(context);
            component.getConfiguration().setAmazonS3Client(clients.of(source));
            String kind = source.name().isEmpty() ? "s3" : "s3-" + source.name();
            String scheme = add(names.component(kind), component);
            endpoints.put(source.name(), scheme + "://" + source.bucket() + "?operation=getObject&pojoRequest=true");
        }
        return endpoints;
    }

    /** Adds jdbc with this data source, and returns its scheme. */
    String addJdbc(DataSource dataSource) throws Exception {
        JdbcComponent component = new JdbcComponent();
        component.setDataSource(dataSource);
        return add(names.component("jdbc"), component);
    }

    /** Adds a component under a scheme that only this sync uses, and returns the scheme. */
    String add(String scheme, DefaultComponent component) throws Exception {
        component.setAutowiredEnabled(false);
        // one of a sync that could not start is still there
        context.removeComponent(scheme);
        context.removeEndpoints(scheme + ":*");
        context.addComponent(scheme, component);
        return scheme;
    }
}
