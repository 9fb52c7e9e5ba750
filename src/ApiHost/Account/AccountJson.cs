using System.Text.Json.Serialization;

namespace TokenGrains.ApiHost.Account;

/// <summary>The types of the account face; the rules of reading and writing are the host's, set with those of the admin face.</summary>
[JsonSerializable(typeof(ChangePasswordRequest))]
[JsonSerializable(typeof(NewSessionResponse))]
[JsonSerializable(typeof(SessionPage))]
[JsonSerializable(typeof(NewTokenRequest))]
[JsonSerializable(typeof(RotateTokenRequest))]
[JsonSerializable(typeof(AccountTokenResponse[]))]
[JsonSerializable(typeof(MadeTokenResponse))]
internal sealed partial class AccountJson : JsonSerializerContext;
