using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Tests.Hostile;

/// <summary>Spoils one live token as the entries of hostile_jwt_mutations.json say.</summary>
/// <param name="live">The token.</param>
/// <param name="other">A live token of another user, of the same kind.</param>
/// <param name="serverKey">The key that signed both: the file's "hook".</param>
/// <param name="publicKey">What the server shows of its keys: SubjectPublicKeyInfo in DER.</param>
/// <param name="now">The present time, in seconds.</param>
internal sealed class JwtMutations(string live, string other, IJwsSigner serverKey, byte[] publicKey, long now)
{
    // Claims that decide here: with these spoilt a token is refused though its signature is right.
    private static readonly string[] Deciding = ["exp", "nbf", "iat", "iss", "aud"];

    private readonly string[] _parts = live.Split('.');

    private string HeaderText => Jwt.Header(live).GetRawText();

    private string PayloadText => Jwt.Payload(live).GetRawText();

    /// <summary>The token as it is, signed again by <c>serverKey</c>.</summary>
    public string Resigned() => Jwt.Sign(HeaderText, PayloadText, serverKey.Sign);

    public IEnumerable<string> Apply(JsonElement mutate)
    {
        if (mutate.TryGetProperty("token_fn", out var token))
            return [WholeToken(token.GetString()!)];
        if (mutate.TryGetProperty("sig_fn", out var signature))
            return [$"{_parts[0]}.{_parts[1]}.{Signature(signature.GetString()!)}"];
        if (mutate.TryGetProperty("payload_fn", out var function))
            return Payloads(Grown(function.GetString()!), resigned: true);
        if (mutate.TryGetProperty("payload", out var claims))
            return claims.EnumerateObject().SelectMany(claim => Payloads(With(claim), resigned: IsDeciding(claim)));

        var header = Header(mutate);
        if (mutate.TryGetProperty("sig", out _))
            return [$"{Jwt.Encode(header)}.{_parts[1]}."];
        return [mutate.TryGetProperty("sign", out var sign) ? Jwt.Sign(header, PayloadText, Signer(sign, header)) : $"{Jwt.Encode(header)}.{_parts[1]}.{_parts[2]}"];
    }

    private static bool IsDeciding(JsonProperty claim) =>
        Deciding.Contains(claim.Name) || (claim.Name is "jti" && claim.Value.ToString() is "delete");

    private IEnumerable<string> Payloads(string payload, bool resigned)
    {
        yield return $"{_parts[0]}.{Jwt.Encode(payload)}.{_parts[2]}";
        if (resigned)
            yield return Jwt.Sign(HeaderText, payload, serverKey.Sign);
    }

    private string Header(JsonElement mutate)
    {
        var header = JsonNode.Parse(HeaderText)!.AsObject();
        if (mutate.TryGetProperty("header", out var members))
        {
            foreach (var member in members.EnumerateObject())
                header[member.Name] = JsonNode.Parse(member.Value.GetRawText().Replace("{kid}", serverKey.KeyId, StringComparison.Ordinal));
        }

        if (mutate.TryGetProperty("header_del", out var removed))
        {
            // Without a kid in the first place (a shared secret), there is none to miss: another member goes.
            foreach (var name in removed.EnumerateArray().Select(name => name.GetString()!))
                header.Remove(header.ContainsKey(name) ? name : "alg");
        }

        if (mutate.TryGetProperty("header_fn", out _))
            header["kid"] = serverKey.KeyId?.ToUpperInvariant() + "X";
        if (mutate.TryGetProperty("header_embed", out var embed))
            header[embed.GetString() is "x5c" ? "x5c" : "jwk"] = JsonNode.Parse(embed.GetString() is "x5c" ? $"[\"{Convert.ToBase64String(new byte[300])}\"]" : AttackerKeys.EmbeddedJwk(embed.GetString()!));
        return header.ToJsonString();
    }

    private Func<byte[], byte[]> Signer(JsonElement sign, string header)
    {
        if (sign.TryGetProperty("hook", out _))
            return serverKey.Sign;
        if (sign.TryGetProperty("hmac_key", out var secret))
            return AttackerKeys.Hmac(header, Encoding.UTF8.GetBytes(secret.GetString()!));
        if (sign.TryGetProperty("hmac_embedded", out _))
            return AttackerKeys.Hmac(header, AttackerKeys.EmbeddedSecret);
        if (sign.TryGetProperty("hmac_key_from_public", out var encoding))
            return AttackerKeys.Hmac(header, AttackerKeys.Encode(publicKey, serverKey.KeyId, encoding.GetString()!));
        return AttackerKeys.Signer(sign.GetProperty("attacker_key").GetString() is "server_alg" ? serverKey.Algorithm : sign.GetProperty("attacker_key").GetString()!);
    }

    private string With(JsonProperty claim)
    {
        var payload = JsonNode.Parse(PayloadText)!.AsObject();
        var issuer = payload["iss"]?.GetValue<string>();
        switch (claim.Value.ToString())
        {
            case "delete":
                payload.Remove(claim.Name);
                break;
            case "now-leeway-1":
                payload[claim.Name] = now - 1;
                break;
            case "now+leeway+1":
                payload[claim.Name] = now + 1;
                break;
            case "prefix of issuer (PyJWT GHSA-75c5-xw7c-p5pm class)":
                payload[claim.Name] = issuer![..^1];
                break;
            default:
                payload[claim.Name] = JsonNode.Parse(claim.Value.GetRawText()
                    .Replace("{issuer}", issuer, StringComparison.Ordinal).Replace("{aud}", "api-clients", StringComparison.Ordinal));
                break;
        }

        return payload.ToJsonString();
    }

    private string Grown(string function)
    {
        var rest = PayloadText[1..];
        if (function.StartsWith("nest:", StringComparison.Ordinal))
        {
            var depth = int.Parse(function.AsSpan(5), System.Globalization.CultureInfo.InvariantCulture);
            return $"{{\"deep\":{new string('[', depth)}{new string(']', depth)},{rest}";
        }

        return function switch
        {
            "100000 keys" => $"{{{string.Concat(Enumerable.Range(0, 100_000).Select(number => $"\"k{number}\":0,"))}{rest}",
            "one 1 MB string claim" => $"{{\"long\":\"{new string('a', 1024 * 1024)}\",{rest}",
            "9223372036854775808 in exp" => System.Text.RegularExpressions.Regex.Replace(PayloadText, "\"exp\":[0-9]+", "\"exp\":9223372036854775808"),
            _ => throw new NotSupportedException(function),
        };
    }

    private string Signature(string function)
    {
        var bytes = Base64Url.DecodeFromChars(_parts[2]);
        var half = bytes.Length / 2;
        return function switch
        {
            "delete" => "",
            "zeros" or "r0s0" => Base64Url.EncodeToString(new byte[bytes.Length]),
            "r0_s1" => Base64Url.EncodeToString([.. new byte[half], .. new byte[half - 1], 1]),
            "der_instead_of_p1363" => Base64Url.EncodeToString([0x30, (byte)(bytes.Length + 4), 2, (byte)half, .. bytes[..half], 2, (byte)half, .. bytes[half..]]),
            "truncate_1" => Base64Url.EncodeToString(bytes.AsSpan(0, bytes.Length - 1)),
            "append_1" => Base64Url.EncodeToString([.. bytes, 0]),
            // Whatever the signature, it has a character that only the other alphabet has.
            "base64_std_alphabet" => "+" + Convert.ToBase64String(bytes).TrimEnd('=')[1..],
            "base64_whitespace" => _parts[2].Insert(8, " "),
            "double_base64" => Jwt.Encode(_parts[2]),
            "sig_of_other_live_token" => other.Split('.')[2],
            _ => throw new NotSupportedException(function),
        };
    }

    private string WholeToken(string function)
    {
        var (header, payload) = (HeaderText, PayloadText);
        return function switch
        {
            _ when function.StartsWith("dots:", StringComparison.Ordinal) => Dots(int.Parse(function.AsSpan(5), System.Globalization.CultureInfo.InvariantCulture)),
            _ when function.StartsWith("pad:", StringComparison.Ordinal) => live.PadRight(Size(function[4..]), 'A'),
            "header_not_base64" => $"!!!!.{_parts[1]}.{_parts[2]}",
            "header_array" => Hooked("[]", payload),
            "header_number" => Hooked("5", payload),
            "header_bom" => Hooked("\uFEFF" + header, payload),
            "header_dup_alg(none first)" => Hooked("{\"alg\":\"none\"," + header[1..], payload),
            "header_comment" => Hooked("{/* */" + header[1..], payload),
            "header_lone_surrogate" => Hooked(header[..^1] + ",\"kid\":\"\\ud800\"}", payload),
            "payload_array" => Hooked(header, $"[{payload}]"),
            "payload_dup_exp" => Hooked(header, "{\"exp\":99999999999," + payload[1..]),
            "payload_bom" => Hooked(header, "\uFEFF" + payload),
            "json_serialization_flattened" or "json_serialization_in_bearer" => $$"""{"protected":"{{_parts[0]}}","payload":"{{_parts[1]}}","signature":"{{_parts[2]}}"}""",
            "trailing_space" => live + " ",
            "inner_newline" => live.Insert(live.Length / 2, "\n"),
            "nul_suffix" => live + "\0",
            "bearer_twice" => "Bearer " + live,
            "quoted" => $"\"{live}\"",
            "fullwidth_dot_separator" => live.Replace('.', '\uFF0E'),
            "jwe_PBES2_p2c_2147483647" => $"{Jwt.Encode("""{"alg":"PBES2-HS256+A128KW","enc":"A128GCM","p2c":2147483647,"p2s":"AAAA"}""")}.AAAA.AAAA.AAAA.AAAA",
            "nested_jwt_cty" => Hooked(header[..^1] + ",\"cty\":\"JWT\"}", live),
            _ => throw new NotSupportedException(function),
        };
    }

    private string Hooked(string header, string payload) => Jwt.Sign(header, payload, serverKey.Sign);

    private string Dots(int count) => count is 1
        ? $"{_parts[0]}.{_parts[1]}"
        : live + string.Concat(Enumerable.Repeat(".AAAA", count - 2));

    private static int Size(string text) =>
        int.Parse(text.AsSpan(0, text.Length - 2), System.Globalization.CultureInfo.InvariantCulture) * (text.EndsWith("MB", StringComparison.Ordinal) ? 1024 * 1024 : 1024);
}
