"""Functions that sign, in the languages that people write them in: right ones, and wrong ones."""

from __future__ import annotations

RIGHT = {
    "java": """\
public static String sign(String path, String nonce, String postData, String secret) throws Exception {
    MessageDigest md = MessageDigest.getInstance("SHA-256");
    md.update((nonce + postData).getBytes(StandardCharsets.UTF_8));
    byte[] hash = md.digest();
    System.out.println(path + bytesToHex(hash));
    Mac mac = Mac.getInstance("HmacSHA512");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA512"));
    mac.update(path.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(mac.doFinal(hash));
}
""",
    "java-arrays": """\
byte[] sha256 = MessageDigest.getInstance("SHA-256").digest((nonce + postData).getBytes());
byte[] pathBytes = path.getBytes();
byte[] message = new byte[pathBytes.length + sha256.length];
System.arraycopy(pathBytes, 0, message, 0, pathBytes.length);
System.arraycopy(sha256, 0, message, pathBytes.length, sha256.length);
byte[] key = Base64.getDecoder().decode(secret);
Mac mac = Mac.getInstance("HmacSHA512");
mac.init(new SecretKeySpec(key, "HmacSHA512"));
String hex = bytesToHex(sha256);
log.debug("digest {}", hex);
String signature = new String(Base64.getEncoder().encode(mac.doFinal(message)));
""",
    "kotlin": """\
val hash = MessageDigest.getInstance("SHA-256").digest((nonce + postData).toByteArray())
val mac = Mac.getInstance("HmacSHA512")
mac.init(SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA512"))
val signature = Base64.getEncoder().encodeToString(mac.doFinal(path.toByteArray() + hash))
""",
    "php": """\
$sign = hash_hmac('sha512', $path . hash('sha256', $request['nonce'] . $postdata, true),
    base64_decode($this->secret), true);
$headers = ['API-Key: ' . $this->key, 'API-Sign: ' . base64_encode($sign)];
""",
    "php-names": """\
$digest = hash("sha256", $nonce . $postData, true);
error_log(bin2hex($digest));
$key = base64_decode($secret);
$signature = base64_encode(hash_hmac("sha512", $path . $digest, $key, true));
""",
    "csharp": """\
byte[] Sign(string path, string nonce, string postData, string secret) {
    using var sha = SHA256.Create();
    byte[] hash = sha.ComputeHash(Encoding.UTF8.GetBytes(nonce + postData));
    Console.WriteLine(BitConverter.ToString(hash));
    byte[] message = Encoding.UTF8.GetBytes(path).Concat(hash).ToArray();
    using var hmac = new HMACSHA512(Convert.FromBase64String(secret));
    return Convert.ToBase64String(hmac.ComputeHash(message));
}
""",
    "go": """\
func sign(path, nonce, secret string, body url.Values) string {
	sha := sha256.New()
	sha.Write([]byte(nonce + body.Encode()))
	shasum := sha.Sum(nil)
	key, _ := base64.StdEncoding.DecodeString(secret)
	mac := hmac.New(sha512.New, []byte(key))
	mac.Write(append([]byte(path), shasum...))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
""",
    "go-string": """\
digest := sha256.Sum256([]byte(nonce + postData))
key, err := base64.StdEncoding.DecodeString(secret)
mac := hmac.New(sha512.New, key)
mac.Write([]byte(path + string(digest[:])))
fmt.Printf("%x", digest)
signature := base64.StdEncoding.EncodeToString(mac.Sum(nil))
""",
    "node": """\
const getMessageSignature = (path, request, secret, nonce) => {
	const message       = qs.stringify(request);
	const secret_buffer = new Buffer(secret, 'base64');
	const hash          = new crypto.createHash('sha256');
	const hmac          = new crypto.createHmac('sha512', secret_buffer);
	const hash_digest   = hash.update(nonce + message).digest('binary');
	const hmac_digest   = hmac.update(path + hash_digest, 'binary').digest('base64');
	return hmac_digest;
};
""",
    "node-buffers": """\
const hash = crypto.createHash('sha256').update(nonce + body).digest();
console.log(path + hash.toString('hex'));
const message = Buffer.concat([Buffer.from(path), hash]);
const key = Buffer.from(secret, 'base64');
return crypto.createHmac('sha512', key).update(message).digest('base64');
""",
    "node-chained": """\
const inner = createHash('sha256').update((body.get('nonce') ?? '') + body.toString()).digest();
return createHmac('sha512', decodeSecret(secret)).update(path).update(inner).digest('base64');
""",
    "node-binary": """\
const hash = crypto.createHash('sha256').update(message).digest();
const hmac = crypto.createHmac('sha512', Buffer.from(secret, 'base64'));
hmac.update(path + hash.toString('binary'), 'binary');
return hmac.digest('base64');
""",
    "go-functions": """\
func getSha256(input []byte) []byte {
	sha := sha256.New()
	sha.Write(input)
	return sha.Sum(nil)
}

func getHMacSha512(message, secret []byte) []byte {
	mac := hmac.New(sha512.New, secret)
	mac.Write(message)
	return mac.Sum(nil)
}
""",
    "node-updates": """\
const sha = crypto.createHash('sha256');
sha.update(nonce + postData);
const mac = crypto.createHmac('sha512', Buffer.from(secret, 'base64'));
mac.update(path);
mac.update(sha.digest());
const signature = mac.digest('base64');
""",
    "crypto-js": """\
const hash = CryptoJS.SHA256(nonce + body);
const message = CryptoJS.enc.Utf8.parse(path).concat(hash);
const key = CryptoJS.enc.Base64.parse(secret);
return CryptoJS.HmacSHA512(message, key).toString(CryptoJS.enc.Base64);
""",
    "web-crypto": """\
const digest = await crypto.subtle.digest('SHA-256', encoder.encode(nonce + body));
const raw = Uint8Array.from(atob(secret), c => c.charCodeAt(0));
const key = await crypto.subtle.importKey('raw', raw, {name: 'HMAC', hash: 'SHA-512'}, false, ['sign']);
""",
    "python": """\
def sign(urlpath, data, secret):
    postdata = urllib.parse.urlencode(data)
    digest = hashlib.sha256((str(data["nonce"]) + postdata).encode())
    print(urlpath + digest.hexdigest())
    key = base64.b64decode(secret)
    mac = hmac.new(key, urlpath.encode() + digest.digest(), hashlib.sha512)
    return base64.b64encode(mac.digest()).decode()
""",
    "python-names": """\
postdata = urllib.parse.urlencode(data)
body = str(nonce) + postdata
encoded = body.encode()
digest = hashlib.sha256(encoded).digest()
mac = hmac.new(base64.b64decode(secret), path.encode() + digest, hashlib.sha512)
""",
    "python-latin1": """\
key = base64.b64decode(secret).decode("latin1")
digest = hashlib.sha256((nonce + postdata).encode()).digest()
mac = hmac.new(key.encode("latin1"), path.encode() + digest, hashlib.sha512)
""",
    "ruby": """\
digest = Digest::SHA256.digest(nonce + postdata)
key = Base64.decode64(secret)
signature = Base64.strict_encode64(OpenSSL::HMAC.digest('sha512', key, path + digest))
""",
}

WRONG = {
    "java-hex": (
        """\
MessageDigest md = MessageDigest.getInstance("SHA-256");
md.update((nonce + postData).getBytes());
String hash = bytesToHex(md.digest());
Mac mac = Mac.getInstance("HmacSHA512");
mac.init(new SecretKeySpec(secret.getBytes(), "HmacSHA512"));
mac.update((path + hash).getBytes());
return Base64.getEncoder().encodeToString(mac.doFinal());
""",
        {"digest-as-hex": 3, "secret-not-decoded": 5},
    ),
    "java-commons": (
        """\
String digest = Hex.encodeHexString(DigestUtils.sha256(nonce + postData));
byte[] keyBytes = privateKey.getBytes("UTF-8");
SecretKeySpec spec = new SecretKeySpec(keyBytes, "HmacSHA512");
Mac mac = Mac.getInstance("HmacSHA512");
mac.init(spec);
String sign = Hex.encodeHexString(mac.doFinal((path + digest).getBytes()));
headers.put("API-Sign", sign);
""",
        {"digest-as-hex": 1, "secret-not-decoded": 3, "signature-as-hex": 6},
    ),
    "java-loop": (
        """\
byte[] hash = MessageDigest.getInstance("SHA-256").digest((nonce + postData).getBytes());
StringBuilder sb = new StringBuilder();
for (byte b : hash) {
    sb.append(String.format("%02x", b));
}
Mac mac = Mac.getInstance("HmacSHA512");
mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA512"));
mac.update(path.getBytes());
mac.update(sb.toString().getBytes());
""",
        {"digest-as-hex": 3},
    ),
    "java-integers": (
        """\
byte[] hash = digest.digest((nonce + postData).getBytes());
MessageDigest digest = MessageDigest.getInstance("SHA-256");
StringBuffer hexString = new StringBuffer();
for (int i = 0; i < hash.length; i++) {
    String hex = Integer.toHexString(0xff & hash[i]);
    if (hex.length() == 1) hexString.append('0');
    hexString.append(hex);
}
Mac mac = Mac.getInstance("HmacSHA512");
String message = path + hexString.toString();
""",
        {"digest-as-hex": 4},
    ),
    "java-text": (
        """\
byte[] hash = MessageDigest.getInstance("SHA-256").digest((nonce + postData).getBytes());
String message = path + new String(hash, StandardCharsets.UTF_8);
Mac mac = Mac.getInstance("HmacSHA512");
""",
        {"digest-as-utf8-replaced-java": 2},
    ),
    "java-body": (
        """\
MessageDigest md = MessageDigest.getInstance("SHA-256");
md.update(postData.getBytes(StandardCharsets.UTF_8));
byte[] hash = md.digest();
Mac mac = Mac.getInstance("HmacSHA512");
mac.update(hash);
""",
        {"nonce-not-hashed": 2},
    ),
    "java-base64-of-hex": (
        """\
Mac mac = Mac.getInstance("HmacSHA512");
byte[] raw = mac.doFinal(message);
String hex = bytesToHex(raw);
return Base64.getEncoder().encodeToString(hex.getBytes());
// MessageDigest.getInstance("SHA-256")
""",
        {"signature-base64-of-hex": 4},
    ),
    "php": (
        """\
$sign = hash_hmac("sha512", $path . hash("sha256", $nonce . $postdata), $secret);
return base64_encode($sign);
""",
        {"secret-not-decoded": 1, "signature-base64-of-hex": 1, "digest-as-hex": 1},
    ),
    "php-names": (
        """\
$digest = hash('sha256', $nonce . $postdata, true);
$message = $path . bin2hex($digest);
$sign = hash_hmac('sha512', $message, base64_decode($secret), true);
""",
        {"digest-as-hex": 2},
    ),
    "php-base64": (
        """\
$digest = base64_encode(hash('sha256', $nonce . $postdata, true));
$sign = base64_encode(hash_hmac('sha512', "$path$digest", base64_decode($secret), true));
""",
        {"digest-as-base64": 1},
    ),
    "csharp": (
        """\
var sha = SHA256.Create();
byte[] hash = sha.ComputeHash(Encoding.UTF8.GetBytes(nonce + postData));
string hex = BitConverter.ToString(hash).Replace("-", "").ToLower();
var key = Encoding.UTF8.GetBytes(apiSecret);
using var hmac = new HMACSHA512(key);
return Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(path + hex)));
""",
        {"digest-as-hex": 3, "secret-not-decoded": 5},
    ),
    "csharp-capitals": (
        """\
string hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(nonce + postData)));
using var hmac = new HMACSHA512(Convert.FromBase64String(secret));
var mac = hmac.ComputeHash(Encoding.UTF8.GetBytes($"{path}{hash}"));
""",
        {"digest-as-uppercase-hex": 1},
    ),
    "csharp-text": (
        """\
byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(nonce + postData));
using var hmac = new HMACSHA512(Convert.FromBase64String(secret));
var mac = hmac.ComputeHash(Encoding.UTF8.GetBytes(path + Encoding.UTF8.GetString(hash)));
""",
        {"digest-as-utf8-replaced": 3},
    ),
    "csharp-array": (
        """\
byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(nonce + postData));
using var hmac = new HMACSHA512(Convert.FromBase64String(secret));
var mac = hmac.ComputeHash(Encoding.UTF8.GetBytes(path + hash));
""",
        {"digest-as-system-byte-array": 3},
    ),
    "go": (
        """\
sha := sha256.New()
sha.Write([]byte(nonce + body.Encode()))
shasum := hex.EncodeToString(sha.Sum(nil))
mac := hmac.New(sha512.New, []byte(key))
mac.Write([]byte(path + shasum))
return base64.StdEncoding.EncodeToString(mac.Sum(nil))
""",
        {"digest-as-hex": 3, "secret-not-decoded": 4},
    ),
    "go-format": (
        """\
digest := sha256.Sum256([]byte(postData))
mac := hmac.New(sha512.New, key)
mac.Write([]byte(path + fmt.Sprintf("%x", digest)))
return hex.EncodeToString(mac.Sum(nil))
""",
        {"nonce-not-hashed": 1, "digest-as-hex": 3, "signature-as-hex": 4},
    ),
    "node": (
        """\
const hash        = crypto.createHash('sha256');
const hash_digest = hash.update(nonce + message).digest('hex');
const hmac_digest = hmac.update(path + hash_digest, 'binary').digest('base64');
const hmac        = crypto.createHmac('sha512', Buffer.from(secret, 'base64'));
""",
        {"digest-as-hex": 2},
    ),
    "node-text": (
        """\
const hash = crypto.createHash('sha256').update(nonce + postData).digest();
const mac = crypto.createHmac('sha512', Buffer.from(secret, 'base64'));
const signature = mac.update(path + hash).digest('base64');
""",
        {"digest-as-utf8-replaced": 3},
    ),
    "node-at-once": (
        """\
return crypto
  .createHmac('sha512', Buffer.from(config.secret, 'base64'))
  .update(path + crypto.createHash('sha256').update(nonce + postData).digest())
  .digest('base64');
""",
        {"digest-as-utf8-replaced": 3},
    ),
    "node-binary-text": (
        """\
const hash = crypto.createHash('sha256').update(nonce + postData).digest('binary');
const mac = crypto.createHmac('sha512', Buffer.from(secret, 'base64'));
const signature = mac.update(`${path}${hash}`).digest('base64');
""",
        {"digest-as-latin1-text": 1},
    ),
    "crypto-js": (
        """\
const hash = CryptoJS.SHA256(nonce + body);
const mac = CryptoJS.HmacSHA512(path + hash, CryptoJS.enc.Base64.parse(secret));
return mac.toString(CryptoJS.enc.Base64);
""",
        {"digest-as-hex": 2},
    ),
    "web-crypto": (
        """\
const digest = createHash('sha256').update(nonce + body).digest();
const key = await subtle.importKey('raw', new TextEncoder().encode(secret),
    {name: 'HMAC', hash: 'SHA-512'}, false, ['sign']);
""",
        {"secret-not-decoded": 2},
    ),
    "python-object": (
        """\
sha = hashlib.sha256()
sha.update((nonce + postdata).encode())
digest = sha.hexdigest()
mac = hmac.new(base64.b64decode(secret), (path + digest).encode(), hashlib.sha512)
sign = mac.hexdigest()
""",
        {"digest-as-hex": 3},
    ),
    "python-body": (
        """\
postdata = urllib.parse.urlencode(data)
encoded = postdata.encode()
message = urlpath.encode() + hashlib.sha256(encoded).digest()
mac = hmac.new(secret.encode(), message, hashlib.sha512)
""",
        {"nonce-not-hashed": 3, "secret-not-decoded": 4},
    ),
    "ruby": (
        """\
digest = Digest::SHA256.hexdigest(nonce + postdata)
mac = OpenSSL::HMAC.digest('sha512', Base64.decode64(secret), path + digest)
""",
        {"digest-as-hex": 1},
    ),
}
"""Code with the mistakes that it looks like, each with the line that says so."""
