package com.example.estate;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.s3.S3Client;

/** The client of the feed's bucket. It takes region, keys and endpoint from where AWS users put them. */
class Source {

    @Produces
    @Singleton
    S3Client s3() {
        return S3Client.create();
    }

    void close(@Disposes S3Client s3) {
        s3.close();
    }
}
