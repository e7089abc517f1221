//! What the application can do beyond storing its entities.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A capability that the renderer turns into working code with tests.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    /// Registration, login, refresh-token rotation, logout; entities belong to users.
    Auth,
    /// User roles, guarded routes and user administration. Needs `auth`.
    Roles,
    /// One-off payments through a Stripe-shaped gateway, with signed webhooks. Needs `auth`.
    Payments,
    /// Plans and recurring subscriptions on top of the gateway. Needs `payments`.
    Subscriptions,
    /// Free and busy times of the resources that a `no_overlap` rule protects. Needs `auth`.
    Booking,
    /// File uploads with type and size limits. Needs `auth`.
    Upload,
    /// Full search over the text fields of all entities.
    Search,
    /// Tags on the taggable entities.
    Tags,
    /// One like a user on the likable entities. Needs `auth`.
    Likes,
    /// One rating (1–5) a user, with averages. Needs `auth`.
    Ratings,
    /// In-app notifications with read state. Needs `auth`.
    Notifications,
    /// Outgoing e-mail with a development outbox, verification and password reset. Needs `auth`.
    Email,
    /// An append-only record of who changed what.
    Audit,
    /// Deletes keep the row; it can be restored.
    SoftDelete,
    /// Rows belong to a tenant that several users share. Needs `auth`.
    MultiTenant,
    /// CSV export of every entity.
    Export,
    /// CSV import of every entity, all rows or none.
    Import,
    /// Counts, sums and a daily series for a dashboard.
    Statistics,
    /// Outgoing signed webhooks on changes. Needs `auth`.
    Webhooks,
    /// A request limit for each client on every route (login is limited in any case).
    RateLimit,
    /// A WebSocket that tells changes as they happen. Needs `auth`.
    Realtime,
}

impl Capability {
    /// Every capability, in the order in which they are shown.
    pub const ALL: [Self; 21] = [
        Self::Auth,
        Self::Roles,
        Self::Payments,
        Self::Subscriptions,
        Self::Booking,
        Self::Upload,
        Self::Search,
        Self::Tags,
        Self::Likes,
        Self::Ratings,
        Self::Notifications,
        Self::Email,
        Self::Audit,
        Self::SoftDelete,
        Self::MultiTenant,
        Self::Export,
        Self::Import,
        Self::Statistics,
        Self::Webhooks,
        Self::RateLimit,
        Self::Realtime,
    ];

    /// The name used in `vibecober.yaml`, in JSON and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auth => "auth",
            Self::Roles => "roles",
            Self::Payments => "payments",
            Self::Subscriptions => "subscriptions",
            Self::Booking => "booking",
            Self::Upload => "upload",
            Self::Search => "search",
            Self::Tags => "tags",
            Self::Likes => "likes",
            Self::Ratings => "ratings",
            Self::Notifications => "notifications",
            Self::Email => "email",
            Self::Audit => "audit",
            Self::SoftDelete => "soft_delete",
            Self::MultiTenant => "multi_tenant",
            Self::Export => "export",
            Self::Import => "import",
            Self::Statistics => "statistics",
            Self::Webhooks => "webhooks",
            Self::RateLimit => "rate_limit",
            Self::Realtime => "realtime",
        }
    }

    /// The capabilities without which this one makes no sense.
    pub fn needs(self) -> &'static [Self] {
        match self {
            Self::Subscriptions => &[Self::Payments, Self::Auth],
            Self::Roles
            | Self::Payments
            | Self::Booking
            | Self::Upload
            | Self::Likes
            | Self::Ratings
            | Self::Notifications
            | Self::Email
            | Self::MultiTenant
            | Self::Webhooks
            | Self::Realtime => &[Self::Auth],
            Self::Auth
            | Self::Search
            | Self::Tags
            | Self::Audit
            | Self::SoftDelete
            | Self::Export
            | Self::Import
            | Self::Statistics
            | Self::RateLimit => &[],
        }
    }

    /// The entities that this capability brings with it; a model may not declare its own by
    /// these names while it has the capability.
    pub fn provides(self) -> &'static [&'static str] {
        match self {
            Self::Auth => &["User", "RefreshToken"],
            Self::Payments => &["Payment", "PaymentRefund", "GatewayEvent"],
            Self::Subscriptions => &["Plan", "Subscription"],
            Self::Upload => &["Upload"],
            Self::Tags => &["Tag"],
            Self::Likes => &["Like"],
            Self::Ratings => &["Rating"],
            Self::Notifications => &["Notification"],
            Self::Email => &["EmailMessage", "EmailToken"],
            Self::Audit => &["AuditEntry"],
            Self::MultiTenant => &["Tenant", "TenantInvitation"],
            Self::Webhooks => &["WebhookEndpoint", "WebhookDelivery"],
            Self::Roles
            | Self::Booking
            | Self::Search
            | Self::SoftDelete
            | Self::Export
            | Self::Import
            | Self::Statistics
            | Self::RateLimit
            | Self::Realtime => &[],
        }
    }
}

impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
