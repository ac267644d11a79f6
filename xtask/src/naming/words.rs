//! Splits an AWS name into words: `KMSMasterKeyId` is `kms`, `master`, `key`, `id`.

/// Words whose capitals the rules would split wrongly. The longest that matches counts.
const SPELLED: &[&str] = &[
    "AWS",
    "BFile",
    "BitBucket",
    "DDoS",
    "DevOps",
    "DocDB",
    "DynamoDB",
    "DynamoDBv2",
    "ETag",
    "FCnt",
    "FPort",
    "FSx",
    "GiB",
    "GiBps",
    "GitHub",
    "GitLab",
    "GraphQL",
    "HTTPS",
    "IPV4",
    "IPV6",
    "IPv4",
    "IPv6",
    "IdC",
    "IdP",
    "InfluxDB",
    "IoT",
    "IpV4",
    "IpV6",
    "Ipv4",
    "Ipv6",
    "JavaScript",
    "KBytes",
    "KiB",
    "LoRaWAN",
    "M2ts",
    "M3u8",
    "MACSec",
    "MACsec",
    "MariaDB",
    "MiB",
    "MiBps",
    "MongoDB",
    "MySQL",
    "NoSQL",
    "OAuth",
    "OAuth2",
    "OData",
    "OTel",
    "OpenID",
    "OpenSearch",
    "OpenX",
    "OpenZFS",
    "PaaS",
    "PartiQL",
    "PostgreSQL",
    "QnA",
    "SAP",
    "SSLv3",
    "SaaS",
    "SerDe",
    "ServiceNow",
    "SigV4",
    "TLSv1",
    "TiB",
    "VCenter",
    "VCpu",
    "VMotion",
    "VMware",
    "VSan",
    "VTep",
    "WebACL",
    "WebRTC",
    "WiFi",
    "XRay",
    "YouTube",
    "eSIM",
    "iSCSI",
    "mTLS",
    "vCPU",
    "vCpu",
];

/// The words of a name in lower case. Everything but letters and digits separates words.
pub(crate) fn words(name: &str) -> Vec<String> {
    name.split(|character: char| !character.is_ascii_alphanumeric())
        .flat_map(words_of_part)
        .collect()
}

fn words_of_part(part: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = part;
    while !rest.is_empty() {
        let length = first_word(rest).clamp(1, rest.len());
        let (word, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        found.push(word.to_ascii_lowercase());
        rest = after;
    }
    found
}

/// The length of the word that `text` starts with.
fn first_word(text: &str) -> usize {
    let capitals = run(text, 0, |byte| byte.is_ascii_uppercase());
    known_spelling(text)
        .or_else(|| plural_acronym(text, capitals))
        .or_else(|| capitals_with_digits(text, capitals))
        .or_else(|| capitals_before_word(text, capitals))
        .or_else(|| capitalized_word(text, capitals))
        .unwrap_or_else(|| if capitals > 0 { capitals } else { digits_and_letters(text) })
}

/// `DynamoDB` in `DynamoDBTable`, and its plural.
fn known_spelling(text: &str) -> Option<usize> {
    let fits = |word: &&&str| text.starts_with(**word) && ends_word(text, word.len());
    SPELLED
        .iter()
        .filter(fits)
        .map(|word| word.len())
        .max()
        .map(|length| length + plural(text, length))
}

fn ends_word(text: &str, length: usize) -> bool {
    !byte(text, length + plural(text, length)).is_some_and(|byte| byte.is_ascii_lowercase())
}

fn plural(text: &str, length: usize) -> usize {
    let followed_by_lower = byte(text, length + 1).is_some_and(|byte| byte.is_ascii_lowercase());
    usize::from(byte(text, length) == Some(b's') && !followed_by_lower)
}

/// `ARNs` in `TargetGroupARNs`.
fn plural_acronym(text: &str, capitals: usize) -> Option<usize> {
    let ends = byte(text, capitals) == Some(b's') && at_boundary(text, capitals + 1);
    (capitals >= 2 && ends).then_some(capitals + 1)
}

/// `S3` in `S3Bucket`, `EC2`, `H264`, `V2a`.
fn capitals_with_digits(text: &str, capitals: usize) -> Option<usize> {
    let digits = run(text, capitals, |byte| byte.is_ascii_digit());
    let end = capitals + digits;
    let letter = usize::from(byte(text, end).is_some_and(|byte| byte.is_ascii_lowercase()));
    (capitals > 0 && digits > 0 && at_boundary(text, end + letter)).then_some(end + letter)
}

/// `KMS` in `KMSMasterKey`.
fn capitals_before_word(text: &str, capitals: usize) -> Option<usize> {
    let before_word = byte(text, capitals).is_some_and(|byte| byte.is_ascii_lowercase());
    (capitals >= 2 && before_word).then(|| capitals - 1)
}

/// `Bucket`, `bucket`, `Sha256`, `Sha256a`.
fn capitalized_word(text: &str, capitals: usize) -> Option<usize> {
    let start = capitals.min(1);
    let letters = run(text, start, |byte| byte.is_ascii_lowercase());
    let digits = run(text, start + letters, |byte| byte.is_ascii_digit());
    let end = start + letters + digits;
    let letter = if digits > 0 { run(text, end, |byte| byte.is_ascii_lowercase()) } else { 0 };
    (letters > 0).then_some(if letter == 1 { end + 1 } else { end })
}

/// `5xx`, `4XX`, `2XLARGE`, and `32` in `32Bit`.
fn digits_and_letters(text: &str) -> usize {
    let digits = run(text, 0, |byte| byte.is_ascii_digit());
    let lower = run(text, digits, |byte| byte.is_ascii_lowercase());
    let upper = run(text, digits, |byte| byte.is_ascii_uppercase());
    let ends = byte(text, digits + upper).is_none();
    digits + if lower == 0 && ends { upper } else { lower }
}

fn at_boundary(text: &str, position: usize) -> bool {
    byte(text, position).is_none_or(|byte| byte.is_ascii_uppercase())
}

fn byte(text: &str, position: usize) -> Option<u8> {
    text.as_bytes().get(position).copied()
}

fn run(text: &str, start: usize, fits: impl Fn(u8) -> bool) -> usize {
    text.bytes().skip(start).take_while(|byte| fits(*byte)).count()
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn names_fall_into_words() {
        for (name, expected) in [
            ("QueueName", "queue_name"),
            ("Arn", "arn"),
            ("ARN", "arn"),
            ("DBInstanceIdentifier", "db_instance_identifier"),
            ("DBInstanceArn", "db_instance_arn"),
            ("KMSMasterKeyId", "kms_master_key_id"),
            ("KmsMasterKeyId", "kms_master_key_id"),
            ("TargetGroupARNs", "target_group_arns"),
            ("VPCs", "vpcs"),
            ("IDs", "ids"),
            ("SecurityGroupIDsList", "security_group_ids_list"),
            ("S3Bucket", "s3_bucket"),
            ("S3BucketName", "s3_bucket_name"),
            ("EC2SecurityGroupId", "ec2_security_group_id"),
            ("MD5OfBody", "md5_of_body"),
            ("H264Settings", "h264_settings"),
            ("IPv4Pool", "ipv4_pool"),
            ("Ipv6CidrBlock", "ipv6_cidr_block"),
            ("AssignIpv6AddressOnCreation", "assign_ipv6_address_on_creation"),
            ("IPv6s", "ipv6s"),
            ("IoTAnalytics", "iot_analytics"),
            ("DynamoDBTable", "dynamodb_table"),
            ("DynamoDBv2Action", "dynamodbv2_action"),
            ("TLSv1.2_2021", "tlsv1_2_2021"),
            ("MemoryGiBPerVCpu", "memory_gib_per_vcpu"),
            ("IdCInstanceArn", "idc_instance_arn"),
            ("IdentityPool", "identity_pool"),
            ("IdPool", "id_pool"),
            ("AWSKMSKeyARN", "aws_kms_key_arn"),
            ("AWSManagedRules", "aws_managed_rules"),
            ("SAPOData", "sap_odata"),
            ("M2tsSettings", "m2ts_settings"),
            ("BUILD_GENERAL1_2XLARGE", "build_general1_2xlarge"),
            ("HTTPCode_LB_4XX_Count", "http_code_lb_4xx_count"),
            ("5xxErrors", "5xx_errors"),
            ("32BitCount", "32_bit_count"),
            ("MySQLEngine", "mysql_engine"),
            ("PostgreSQL", "postgresql"),
            ("GraphQLApi", "graphql_api"),
            ("GraphQLApis", "graphql_apis"),
            ("WebACLArn", "webacl_arn"),
            ("WebACLs", "webacls"),
            ("OAuth2Settings", "oauth2_settings"),
            ("OAuthScopes", "oauth_scopes"),
            ("VPCZoneIdentifier", "vpc_zone_identifier"),
            ("VPCCidrBlock", "vpc_cidr_block"),
            ("OIDCProvider", "oidc_provider"),
            ("CNAMEs", "cnames"),
            ("SqsManagedSseEnabled", "sqs_managed_sse_enabled"),
            ("deadLetterTargetArn", "dead_letter_target_arn"),
            ("Endpoint.Address", "endpoint_address"),
            ("ReadEndPoint.AddressesList", "read_end_point_addresses_list"),
            ("log-group", "log_group"),
            ("task-definition", "task_definition"),
            ("HTTPSPort", "https_port"),
            ("SSESpecification", "sse_specification"),
            ("Sha256", "sha256"),
            ("ssm_patch", "ssm_patch"),
            ("MinTLSVersion", "min_tls_version"),
            ("UseIAMRole", "use_iam_role"),
            ("IAMDatabaseAuthenticationEnabled", "iam_database_authentication_enabled"),
            ("vCPUCount", "vcpu_count"),
            ("CPUCredits", "cpu_credits"),
            ("Ipv4IpamPoolId", "ipv4_ipam_pool_id"),
        ] {
            assert_eq!(words(name).join("_"), expected, "{name}");
        }
    }
}
