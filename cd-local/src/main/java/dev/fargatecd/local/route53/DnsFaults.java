package dev.fargatecd.local.route53;

import dev.fargatecd.local.kernel.Faults;
import java.util.List;
import software.amazon.awssdk.services.route53.model.HostedZoneAlreadyExistsException;
import software.amazon.awssdk.services.route53.model.HostedZoneNotEmptyException;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.InvalidDomainNameException;
import software.amazon.awssdk.services.route53.model.InvalidInputException;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;

/** The errors that Route 53 answers. */
final class DnsFaults {
    private DnsFaults() {}

    static RuntimeException noZone(String id) {
        return Faults.of(
                NoSuchHostedZoneException.builder(), 404, "NoSuchHostedZone", "No hosted zone found with ID: " + id);
    }

    static RuntimeException zoneExists(String reference) {
        return Faults.of(
                HostedZoneAlreadyExistsException.builder(),
                409,
                "HostedZoneAlreadyExists",
                "A hosted zone has already been created with the specified caller reference: " + reference);
    }

    static RuntimeException zoneNotEmpty() {
        return Faults.of(
                HostedZoneNotEmptyException.builder(),
                400,
                "HostedZoneNotEmpty",
                "The specified hosted zone contains non-required resource record sets  and so cannot be deleted.");
    }

    static RuntimeException domainName(String name) {
        return Faults.of(
                InvalidDomainNameException.builder(), 400, "InvalidDomainName", name + " is not a valid domain name");
    }

    static RuntimeException input(String message) {
        return Faults.of(InvalidInputException.builder(), 400, "InvalidInput", message);
    }

    /** What is wrong with a batch of changes, of which none was made. */
    static RuntimeException batch(List<String> messages) {
        return Faults.of(
                InvalidChangeBatchException.builder(),
                400,
                "InvalidChangeBatch",
                "[" + String.join(", ", messages) + "]");
    }
}
