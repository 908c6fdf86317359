package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.kernel.Faults;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CertificateNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DuplicateListenerException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DuplicateLoadBalancerNameException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DuplicateTargetGroupNameException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.InvalidConfigurationRequestException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.InvalidSecurityGroupException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.InvalidSubnetException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.InvalidTargetException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.OperationNotPermittedException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.PriorityInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ResourceInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SslPolicyNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SubnetNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAssociationLimitException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TooManyCertificatesException;

/** What Elastic Load Balancing answers when it refuses. */
final class ElbFaults {
    private ElbFaults() {}

    static AwsServiceException validation(String message) {
        return of(ElasticLoadBalancingV2Exception.builder(), "ValidationError", message);
    }

    static AwsServiceException balancerNotFound(String message) {
        return of(LoadBalancerNotFoundException.builder(), "LoadBalancerNotFound", message);
    }

    static AwsServiceException groupNotFound(String message) {
        return of(TargetGroupNotFoundException.builder(), "TargetGroupNotFound", message);
    }

    static AwsServiceException listenerNotFound(String arn) {
        return of(ListenerNotFoundException.builder(), "ListenerNotFound", "Listeners '" + arn + "' not found");
    }

    static AwsServiceException certificateNotFound(String arn) {
        return of(CertificateNotFoundException.builder(), "CertificateNotFound", "Certificate '" + arn + "' not found");
    }

    static AwsServiceException tooManyCertificates() {
        return of(
                TooManyCertificatesException.builder(),
                "TooManyCertificates",
                "The maximum number of certificates has been reached");
    }

    static AwsServiceException policyNotFound(String name) {
        return of(SslPolicyNotFoundException.builder(), "SSLPolicyNotFound", "SSL policy '" + name + "' not found");
    }

    static AwsServiceException ruleNotFound() {
        return of(RuleNotFoundException.builder(), "RuleNotFound", "One or more rules not found");
    }

    static AwsServiceException duplicateBalancer(String name) {
        return of(
                DuplicateLoadBalancerNameException.builder(),
                "DuplicateLoadBalancerName",
                "A load balancer with the same name '" + name + "' exists, but with different settings");
    }

    static AwsServiceException duplicateGroup(String name) {
        return of(
                DuplicateTargetGroupNameException.builder(),
                "DuplicateTargetGroupName",
                "A target group with the same name '" + name + "' exists, but with different settings");
    }

    static AwsServiceException duplicateListener(String balancerArn) {
        return of(
                DuplicateListenerException.builder(),
                "DuplicateListener",
                "A listener already exists on this port for this load balancer '" + balancerArn + "'");
    }

    static AwsServiceException priorityInUse(int priority) {
        return of(PriorityInUseException.builder(), "PriorityInUse", "Priority '" + priority + "' is currently in use");
    }

    static AwsServiceException groupInUse(String arn) {
        return of(
                ResourceInUseException.builder(),
                "ResourceInUse",
                "Target group '" + arn + "' is currently in use by a listener or a rule");
    }

    static AwsServiceException notPermitted(String message) {
        return of(OperationNotPermittedException.builder(), "OperationNotPermitted", message);
    }

    static AwsServiceException configuration(String message) {
        return of(InvalidConfigurationRequestException.builder(), "InvalidConfigurationRequest", message);
    }

    static AwsServiceException subnetNotFound(String message) {
        return of(SubnetNotFoundException.builder(), "SubnetNotFound", message);
    }

    static AwsServiceException invalidSubnet(String message) {
        return of(InvalidSubnetException.builder(), "InvalidSubnet", message);
    }

    static AwsServiceException invalidSecurityGroup() {
        return of(
                InvalidSecurityGroupException.builder(),
                "InvalidSecurityGroup",
                "One or more security groups are invalid");
    }

    static AwsServiceException invalidTarget(String message) {
        return of(InvalidTargetException.builder(), "InvalidTarget", message);
    }

    static AwsServiceException associationLimit(String groupArn) {
        return of(
                TargetGroupAssociationLimitException.builder(),
                "TargetGroupAssociationLimit",
                "The following target groups cannot be associated with more than one load balancer: " + groupArn);
    }

    private static AwsServiceException of(AwsServiceException.Builder builder, String code, String message) {
        return Faults.of(builder, 400, code, message);
    }
}
