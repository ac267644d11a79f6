//! Serverless resources by example, and what they become.
