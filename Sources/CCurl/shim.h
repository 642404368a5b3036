// CCurl: typed, non-variadic names for the libcurl calls that Swift cannot import.
//
// Swift leaves variadic C functions out, so each combination of call and argument type that Transfer needs has a
// wrapper here. Nothing else belongs in this file: no logic, no state.
#ifndef AIRLOCK_CCURL_SHIM_H
#define AIRLOCK_CCURL_SHIM_H

#include <curl/curl.h>

typedef size_t (*airlock_curl_data_callback)(char *data, size_t size, size_t count, void *context);

static inline CURLcode airlock_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode airlock_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

// libcurl copies the text, except for CURLOPT_POSTFIELDS.
static inline CURLcode airlock_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode airlock_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode airlock_curl_set_callback(CURL *handle, CURLoption option, airlock_curl_data_callback value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode airlock_curl_get_long(CURL *handle, CURLINFO information, long *value) {
    return curl_easy_getinfo(handle, information, value);
}

static inline CURLMcode airlock_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

// The next finished transfer, or a null handle when there is none.
static inline CURL *airlock_curl_multi_next_finished(CURLM *multi, CURLcode *result) {
    int remaining = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &remaining))) {
        if (message->msg == CURLMSG_DONE) {
            *result = message->data.result;
            return message->easy_handle;
        }
    }
    return 0;
}

#endif
