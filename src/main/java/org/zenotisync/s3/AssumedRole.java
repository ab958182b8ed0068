package org.zenotisync.s3;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** A role that is assumed to read the bucket of one source. Apart, because a host need not have the library. */
final class AssumedRole {

    private AssumedRole() {}

    /**
     * Temporary credentials of a role, renewed before they expire.
     *
     * @param identity who assumes it
     */
    static AwsCredentialsProvider of(String role, AwsCredentialsProvider identity, Region region) {
        StsClient sts = StsClient.builder()
                .region(region)
                .credentialsProvider(identity)
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> request.roleArn(role).roleSessionName("zenoti-s3-sync"))
                .build();
    }
}
